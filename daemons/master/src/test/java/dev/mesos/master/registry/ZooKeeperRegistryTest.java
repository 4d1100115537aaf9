package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.Credentials;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Hand;
import dev.mesos.coordination.testing.Recorder;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The registry on three real servers, with connections that are cut and leaders that are deposed.
 */
class ZooKeeperRegistryTest {

  private static final Duration SESSION = Duration.ofSeconds(20);
  private static final RegistryLayout LAYOUT = new RegistryLayout(RegistryLayout.DEFAULT_BUCKETS);
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Patient, however slow the machine is. */
  private static final RegistrySettings SETTINGS =
      RegistrySettings.DEFAULT.withTimeouts(Duration.ofMinutes(5), Duration.ofMinutes(5));

  private static Ensemble ensemble;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Listener listener = new Listener();
  private ZooKeeperUrl url;
  private Hand hand;

  @BeforeAll
  static void startEnsemble() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    ensemble = Ensemble.start(3);
  }

  @AfterAll
  static void stopEnsemble() {
    ensemble.close();
  }

  @BeforeEach
  void freshPath() {
    url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/test" + NEXT.incrementAndGet());
    hand = opened(new Hand(url));
    hand.createPath();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void aDeposedLeaderChangesNothingAndItsSuccessorReadsAllThatItWasTold() {
    Recorder<Candidacy> first = contend(5051);
    Candidate one = first.await(Candidacy.Leading.class).self();
    ZooKeeperRegistry registry = lead(one, listener);
    listener.recovered();
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    registry.submit(2, new RegistryOperation.Admit(TestSlaves.info(2)));
    registry.submit(3, new RegistryOperation.Deactivate(TestSlaves.id(2)));
    assertThat(listener.outcomes(1, 3)).allMatch(o -> o instanceof RegistryOutcome.Written);

    Recorder<Candidacy> second = contend(5052);
    second.await(Candidacy.Joined.class);
    ensemble.expire(one.sessionId());
    Candidate two = second.await(Candidacy.Leading.class).self();
    Listener next = new Listener();
    ZooKeeperRegistry successor = lead(two, next);
    List<RegistryEntry> found = next.recovered().entries();
    registry.submit(4, new RegistryOperation.Readmit(TestSlaves.info(2)));
    registry.submit(5, new RegistryOperation.Admit(TestSlaves.info(3)));

    assertThat(found)
        .extracting(RegistryEntry::id, RegistryEntry::state, RegistryEntry::epoch)
        .containsExactlyInAnyOrder(
            tuple(1, State.ADMITTED, one.epoch()), tuple(2, State.DEACTIVATED, one.epoch()));
    assertThat(listener.outcomes(4, 2))
        .allMatch(new RegistryOutcome.Ended(RegistryEnd.FENCED)::equals);
    assertThat(listener.ended().reason()).isEqualTo(RegistryEnd.FENCED);
    assertThat(ids()).containsExactlyInAnyOrder(TestSlaves.id(1), TestSlaves.id(2));
    successor.submit(1, new RegistryOperation.Admit(TestSlaves.info(3)));
    RegistryOutcome.Written written = (RegistryOutcome.Written) next.outcome(1);
    assertThat(written.now().epoch()).isEqualTo(two.epoch()).isGreaterThan(one.epoch());
  }

  /** Two who both have a candidate, as after somebody put one before the leader by hand. */
  @Test
  void whoClaimsLastWrites() {
    ZooKeeperRegistry registry = lead(listener);
    listener.recovered();
    Listener next = new Listener();
    ZooKeeperRegistry other = lead(next);
    next.recovered();
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(listener.outcome(1)).isEqualTo(new RegistryOutcome.Ended(RegistryEnd.FENCED));
    assertThat(ids()).isEmpty();
    other.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(next.outcome(1)).isInstanceOf(RegistryOutcome.Written.class);
  }

  @Test
  void aWriteOfWhichTheAnswerIsLostIsFoundOut() {
    try (CuttingProxy proxy = new CuttingProxy(ensemble.connectString(0))) {
      ZooKeeperRegistry registry = lead(through(proxy), listener);
      listener.recovered();
      proxy.dropAnswers();
      for (int i = 0; i < 50; i++) {
        registry.submit(i, new RegistryOperation.Admit(TestSlaves.info(i)));
      }
      await().until(() -> !ids().isEmpty());
      assertThat(listener.silent()).isTrue();
      proxy.cut();
      assertThat(listener.outcomes(0, 50)).allMatch(o -> o instanceof RegistryOutcome.Written);
      assertThat(ids()).hasSize(50);
    }
  }

  @Test
  void noCutLosesRepeatsOrReordersAnything() {
    int slaves = 3_000;
    try (CuttingProxy proxy = new CuttingProxy(ensemble.connectString(1))) {
      ZooKeeperRegistry registry = lead(through(proxy), listener);
      listener.recovered();
      for (int i = 0; i < slaves; i++) {
        registry.submit(2L * i, new RegistryOperation.Admit(TestSlaves.info(i)));
        registry.submit(2L * i + 1, new RegistryOperation.Cordon(TestSlaves.id(i)));
      }
      int told = 0;
      for (int cut = 1; cut <= 5; cut++) {
        int until = cut * slaves / 5;
        assertThat(listener.outcomes(told, until - told))
            .allMatch(o -> o instanceof RegistryOutcome.Written);
        told = until;
        if (cut % 2 == 0) {
          proxy.dropAnswers();
        }
        proxy.cut();
      }
      assertThat(listener.outcomes(told, 2 * slaves - told))
          .allMatch(o -> o instanceof RegistryOutcome.Written);
      registry.close();
    }
    Listener next = new Listener();
    lead(next);
    List<RegistryEntry> found = next.recovered().entries();
    assertThat(found).hasSize(slaves).allMatch(RegistryEntry::cordoned);
    // the second write, and no third
    assertThat(hand.version(LAYOUT.znode(TestSlaves.id(0)))).isEqualTo(1);
    assertThat(found).allMatch(entry -> hand.version(LAYOUT.znode(entry.id())) == 1);
  }

  @Test
  void aLossOfTheQuorumDelaysAndLosesNothing() {
    ZooKeeperRegistry registry = lead(listener);
    listener.recovered();
    ensemble.stopAll();
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    ensemble.startAll();
    assertThat(listener.outcome(1)).isInstanceOf(RegistryOutcome.Written.class);
  }

  @Test
  void aSessionThatExpiresIsReplaced() {
    ZooKeeperRegistry registry = lead(listener);
    listener.recovered();
    ensemble.sessions().stream().filter(id -> id != hand.sessionId()).forEach(ensemble::expire);
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(listener.outcome(1)).isInstanceOf(RegistryOutcome.Written.class);
  }

  @Test
  void whatCannotBeReadIsReportedAndLeftAlone() {
    lead(listener);
    listener.recovered();
    byte[] large = new byte[900_000];
    Set<String> znodes = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      String znode = LAYOUT.znode(TestSlaves.id(i));
      hand.create(znode, i == 0 ? "torn".getBytes(StandardCharsets.UTF_8) : large);
      znodes.add(znode);
    }
    Listener next = new Listener();
    ZooKeeperRegistry registry = lead(next);
    RegistryNews.Recovered recovered = next.recovered();
    assertThat(recovered.entries()).isEmpty();
    assertThat(recovered.skipped()).extracting(SkippedEntry::znode).hasSameElementsAs(znodes);
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(0)));
    assertThat(next.outcome(1)).isInstanceOf(RegistryOutcome.Refused.class);
    assertThat(registry.status().skipped()).isEqualTo(9);
    assertThat(new String(hand.read(LAYOUT.znode(TestSlaves.id(0))), StandardCharsets.UTF_8))
        .isEqualTo("torn");
  }

  @Test
  void theOldestAreForgotten() {
    RegistrySettings settings = SETTINGS.withLimits(Duration.ofDays(14), 1, Duration.ofMillis(200));
    ZooKeeperRegistry registry = lead(url, settings, candidate(), listener);
    listener.recovered();
    for (int i = 0; i < 2; i++) {
      registry.submit(2L * i, new RegistryOperation.Admit(TestSlaves.info(i)));
      registry.submit(2L * i + 1, new RegistryOperation.Deactivate(TestSlaves.id(i)));
    }
    listener.outcomes(0, 4);
    assertThat(listener.pruned().ids()).containsExactly(TestSlaves.id(0));
    assertThat(ids()).containsExactly(TestSlaves.id(1));
  }

  @Test
  void nobodyButTheOwnerReadsOrWrites() {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("demo", "secret"));
    lead(owner, SETTINGS, candidate(), listener);
    listener.recovered();
    Hand its = opened(new Hand(owner));
    for (String znode :
        List.of(RegistryLayout.ROOT, RegistryLayout.POSITION, RegistryLayout.SLAVES + "/ff")) {
      assertThat(its.owners(znode)).singleElement().asString().startsWith("demo:");
    }
    Listener stranger = new Listener();
    lead(
        url.withCredentials(new Credentials("demo", "wrong")),
        SETTINGS.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        candidate(),
        stranger);
    assertThat(stranger.refused().error())
        .contains("registry", "credentials")
        .doesNotContain("wrong");
    assertThat(stranger.ended().reason()).isEqualTo(RegistryEnd.FETCH_TIMEOUT);
  }

  @Test
  void onceClosedItTellsNothing() {
    ZooKeeperRegistry registry = lead(listener);
    listener.recovered();
    registry.close();
    registry.submit(1, new RegistryOperation.Admit(TestSlaves.info(1)));
    registry.recover(candidate());
    registry.close();
    assertThat(ids()).isEmpty();
    assertThat(listener.silent()).isTrue();
  }

  private static Tuple tuple(int slave, State state, long epoch) {
    return Tuple.tuple(TestSlaves.id(slave), state, epoch);
  }

  private List<String> ids() {
    return LAYOUT.bucketNames().stream()
        .flatMap(bucket -> hand.children(RegistryLayout.SLAVES + "/" + bucket).stream())
        .toList();
  }

  private ZooKeeperUrl through(CuttingProxy proxy) {
    return ZooKeeperUrl.parse("zk://" + proxy.connectString() + url.path());
  }

  private RegistryWriter candidate() {
    Hand.Made made = hand.candidate();
    return new RegistryWriter(made.znode(), made.epoch(), "master");
  }

  private ZooKeeperRegistry lead(Listener told) {
    return lead(url, told);
  }

  private ZooKeeperRegistry lead(ZooKeeperUrl at, Listener told) {
    return lead(at, SETTINGS, candidate(), told);
  }

  private ZooKeeperRegistry lead(Candidate self, Listener told) {
    return lead(
        url, SETTINGS, new RegistryWriter(self.znode(), self.epoch(), self.info().id()), told);
  }

  private ZooKeeperRegistry lead(
      ZooKeeperUrl at, RegistrySettings settings, RegistryWriter self, Listener told) {
    ZooKeeperRegistry registry =
        opened(ZooKeeperRegistry.open(at, SESSION, settings, InstantSource.system(), told));
    registry.recover(self);
    return registry;
  }

  private Recorder<Candidacy> contend(int port) {
    Recorder<Candidacy> candidacy = new Recorder<>();
    SessionSettings settings =
        SessionSettings.DEFAULT.withTimeout(SESSION).withTickTime(Duration.ofMillis(200));
    Contender contender = opened(Contender.start(url, settings, candidacy, detection -> {}));
    contender.contend(info(port));
    return candidacy;
  }

  private static MasterInfo info(int port) {
    try {
      return MasterInfo.of(
          "master-" + port,
          (Inet4Address) InetAddress.getByName("127.0.0.1"),
          port,
          "localhost",
          "1.11.0",
          List.of());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private <T extends AutoCloseable> T opened(T something) {
    open.add(something);
    return something;
  }
}
