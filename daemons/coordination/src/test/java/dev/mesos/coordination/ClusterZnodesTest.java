package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Hand;
import dev.mesos.coordination.testing.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading and writing below a cluster's path, on three real servers. */
class ClusterZnodesTest extends ElectionFixture {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Recorder<List<ZnodeAnswer<Znode>>> read = new Recorder<>();
  private final Recorder<ZnodeAnswer<List<ZnodeChange>>> written = new Recorder<>();
  private final Recorder<ZnodeAnswer<List<String>>> listed = new Recorder<>();
  private final AtomicInteger connections = new AtomicInteger();
  private Hand hand;

  @BeforeEach
  void makeThePath() {
    hand = new Hand(url);
    open.add(hand);
    hand.createPath();
  }

  @Test
  void aTransactionIsCarriedOutInFullOrNotAtAll() {
    ClusterZnodes znodes = znodes(url);
    List<ZnodeChange> all =
        List.of(create("a"), create("a/b"), new ZnodeChange.Set("a/b", bytes("two"), 0));
    znodes.write(all, written);
    assertThat(written.next()).isEqualTo(new ZnodeAnswer.Ok<>(all));
    znodes.children("a", listed);
    assertThat(listed.next()).isEqualTo(new ZnodeAnswer.Ok<>(List.of("b")));
    assertThat(new String(hand.read("a/b"), StandardCharsets.UTF_8)).isEqualTo("two");

    List<ZnodeChange> half =
        List.of(
            new ZnodeChange.Delete("a/b", ZnodeChange.ANY),
            new ZnodeChange.Check("a", 7),
            create("c"));
    znodes.write(half, written);

    ZnodeAnswer.Failed<?> failed = written.next(ZnodeAnswer.Failed.class);
    assertThat(failed.failure()).isEqualTo(Failure.CHANGED);
    assertThat(failed.change()).isEqualTo(1);
    assertThat(failed.detail()).contains(url.path() + "/a", "BADVERSION");
    assertThat(hand.children("a")).containsExactly("b");
  }

  @Test
  void whatIsRefusedIsNamed() {
    ClusterZnodes znodes = znodes(url);
    hand.create("a", bytes("one"));
    znodes.write(List.of(create("a")), written);
    assertThat(written.next(ZnodeAnswer.Failed.class).failure()).isEqualTo(Failure.EXISTS);
    znodes.write(List.of(create("b"), create("none/b")), written);
    ZnodeAnswer.Failed<?> failed = written.next(ZnodeAnswer.Failed.class);
    assertThat(failed.failure()).isEqualTo(Failure.MISSING);
    assertThat(failed.change()).isEqualTo(1);
    znodes.children("none", listed);
    assertThat(listed.next(ZnodeAnswer.Failed.class).failure()).isEqualTo(Failure.MISSING);
  }

  @Test
  void manyAreReadAtOnceEachForItself() {
    ClusterZnodes znodes = znodes(url);
    hand.create("a", bytes("one"));
    hand.create("b", bytes("two"));
    hand.set("b", bytes("three"));

    znodes.read(List.of("a", "none", "b"), read);
    znodes.read(List.of("b"), read);

    List<ZnodeAnswer<Znode>> answers = read.next();
    assertThat(text(answers.get(0))).isEqualTo("one 0");
    assertThat(text(answers.get(1))).isEqualTo("MISSING");
    assertThat(text(answers.get(2))).isEqualTo("three 1");
    assertThat(read.next()).extracting(ClusterZnodesTest::text).containsExactly("three 1");
  }

  @Test
  void whatIsMadeBelongsToTheCredentialsAlone() {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("demo", "secret"));
    ClusterZnodes znodes = znodes(owner);
    znodes.write(List.of(create("registry")), written);
    assertThat(written.next()).isInstanceOf(ZnodeAnswer.Ok.class);
    Hand its = new Hand(owner);
    open.add(its);
    assertThat(its.acl("registry"))
        .singleElement()
        .satisfies(acl -> {
          assertThat(acl.getPerms()).isEqualTo(ZooDefs.Perms.ALL);
          assertThat(acl.getId().getScheme()).isEqualTo("digest");
          assertThat(acl.getId().getId()).startsWith("demo:");
        });

    ClusterZnodes stranger = znodes(url);
    stranger.read(List.of("registry"), read);
    assertThat(text(read.next().getFirst())).isEqualTo("DENIED");
    stranger.write(List.of(new ZnodeChange.Set("registry", bytes("x"), ZnodeChange.ANY)), written);
    ZnodeAnswer.Failed<?> failed = written.next(ZnodeAnswer.Failed.class);
    assertThat(failed.failure()).isEqualTo(Failure.DENIED);
    assertThat(failed.detail()).contains("credentials").doesNotContain("secret");
    stranger.write(List.of(create("registry/x")), written);
    assertThat(written.next(ZnodeAnswer.Failed.class).failure()).isEqualTo(Failure.DENIED);
  }

  @Test
  void aLostAnswerIsToldAsSuchAndNothingIsRepeated() {
    try (CuttingProxy proxy = new CuttingProxy(ensemble.connectString(0))) {
      ClusterZnodes znodes =
          znodes(ZooKeeperUrl.parse("zk://" + proxy.connectString() + url.path()));
      proxy.dropAnswers();
      znodes.write(List.of(create("a")), written);
      await().until(() -> hand.children("").contains("a"));
      proxy.cut();
      assertThat(written.next(ZnodeAnswer.Failed.class).failure()).isEqualTo(Failure.UNKNOWN);
      await().until(() -> connections.get() == 2);
      znodes.read(List.of("a"), read);
      assertThat(text(read.next().getFirst())).isEqualTo("new 0");
      assertThat(written.isEmpty()).isTrue();
    }
  }

  @Test
  void anExpiredSessionIsReplaced() {
    ClusterZnodes znodes = znodes(url);
    await().until(() -> ensemble.sessions().stream().anyMatch(id -> id != hand.sessionId()));
    ensemble.sessions().stream().filter(id -> id != hand.sessionId()).forEach(ensemble::expire);
    await().until(() -> connections.get() == 2);
    znodes.write(List.of(create("a")), written);
    assertThat(written.next()).isInstanceOf(ZnodeAnswer.Ok.class);
  }

  @Test
  void everyRequestIsAnsweredWhenItIsClosed() {
    ClusterZnodes znodes = znodes(url);
    int many = 50;
    IntStream.range(0, many).forEach(i -> znodes.write(List.of(create("a" + i)), written));
    znodes.close();
    znodes.write(List.of(create("after")), written);
    IntStream.rangeClosed(0, many).forEach(i -> written.next());
    assertThat(written.isEmpty()).isTrue();
  }

  private ClusterZnodes znodes(ZooKeeperUrl at) {
    Recorder<String> connected = new Recorder<>();
    ClusterZnodes znodes =
        ClusterZnodes.open(
            at,
            TIMEOUT,
            Runnable::run,
            new ClusterZnodes.Listener() {
              @Override
              public void connected() {
                connections.incrementAndGet();
                connected.accept("connected");
              }

              @Override
              public void disconnected() {}
            });
    open.add(znodes);
    connected.next();
    return znodes;
  }

  private static ZnodeChange create(String znode) {
    return new ZnodeChange.Create(znode, bytes("new"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ZnodeAnswer<Znode> answer) {
    return switch (answer) {
      case ZnodeAnswer.Ok<Znode>(Znode znode) ->
          new String(znode.data(), StandardCharsets.UTF_8) + " " + znode.version();
      case ZnodeAnswer.Failed<Znode> failed -> failed.failure().name();
    };
  }
}
