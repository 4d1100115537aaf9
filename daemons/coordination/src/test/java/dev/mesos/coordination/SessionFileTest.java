package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves to its successor, and what the successor does with it. */
class SessionFileTest extends ElectionFixture {

  /** So long that nothing here ends by a timeout. */
  private static final int TIMEOUT_MS = 60_000;

  @TempDir Path folder;

  @Test
  void keepsASessionForItsOwnerAloneAndOnlyWhileItIsOpen() throws Exception {
    Path path = folder.resolve("sub").resolve("session");
    try (SessionFile file = SessionFile.open(path).orElseThrow()) {
      assertThat(file.read()).isEmpty();
      file.write(new SessionFile.Saved(-2, new byte[] {1, (byte) 0xff}));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(SessionFile.open(path)).as("held by one that is alive").isEmpty();
    }
    try (SessionFile file = SessionFile.open(path).orElseThrow()) {
      SessionFile.Saved saved = file.read().orElseThrow();
      assertThat(saved.id()).isEqualTo(-2);
      assertThat(saved.password()).containsExactly(1, 0xff);
    }
  }

  @Test
  void takesATornFileForNone() throws Exception {
    for (String text :
        new String[] {"session v1\n12", "session v2\n1\n00\n", "session v1\nx\n0\n"}) {
      Path path = folder.resolve("torn");
      Files.writeString(path, text);
      try (SessionFile file = SessionFile.open(path).orElseThrow()) {
        assertThat(file.read()).as(text).isEmpty();
      }
    }
  }

  @Test
  void theSuccessorClosesTheDeadOnesSessionAndOnlyThat() throws Exception {
    Path path = folder.resolve("session");
    try (ZooKeeper dead = client();
        ZooKeeper other = client()) {
      String candidate = ephemeral(dead);
      String bystander = ephemeral(other);
      try (SessionFile file = SessionFile.open(path).orElseThrow()) {
        file.write(new SessionFile.Saved(dead.getSessionId(), dead.getSessionPasswd()));
      }

      Master successor = new Master(url, 5051, settings(path));
      Candidate own = successor.join();

      await().until(() -> other.exists(candidate, false) == null);
      assertThat(other.exists(bystander, false)).isNotNull();
      assertThat(successor.contender.candidate()).contains(own);
    }
  }

  @Test
  void theSuccessorNeverTakesTheDeadOneForALeader() throws Exception {
    Path path = folder.resolve("session");
    observe().await(Detection.NoLeader.class); // by then the path is there
    try (ZooKeeper dead = client()) {
      dead.create(
          url.path() + "/json.info_",
          new MasterInfoJson().write(info(5051)),
          ZooDefs.Ids.OPEN_ACL_UNSAFE,
          CreateMode.EPHEMERAL_SEQUENTIAL);
      try (SessionFile file = SessionFile.open(path).orElseThrow()) {
        file.write(new SessionFile.Saved(dead.getSessionId(), dead.getSessionPasswd()));
      }

      Master successor = new Master(url, 5052, settings(path));
      Candidate own = successor.lead();

      assertThat(successor.detections.await(Detection.Leader.class).candidate()).isEqualTo(own);
    }
  }

  @Test
  void aSessionOfALiveProcessIsLeftAlone() {
    Path path = folder.resolve("session");
    Master first = new Master(url, 5051, settings(path));
    Candidate one = first.lead();

    Master second = new Master(url, 5052, settings(path));
    second.join();

    assertThat(first.contender.leads()).isTrue();
    assertThat(first.contender.candidate()).contains(one);
  }

  @Test
  void theSuccessorClosesItAlsoAfterAnOutageThatOutlastsItsTimeout() throws Exception {
    Path path = folder.resolve("session");
    try (ZooKeeper dead = client()) {
      String candidate = ephemeral(dead);
      try (SessionFile file = SessionFile.open(path).orElseThrow()) {
        file.write(new SessionFile.Saved(dead.getSessionId(), dead.getSessionPasswd()));
      }
      ensemble.stopAll();
      Duration timeout = Duration.ofSeconds(1);
      Master successor = new Master(url, 5051, SETTINGS.withTimeout(timeout).withSessionFile(path));
      successor.contender.contend(successor.info);
      await().pollDelay(timeout.multipliedBy(2)).until(() -> !successor.contender.leads());

      ensemble.startAll(); // which grants the dead one's session its whole timeout anew

      successor.candidacy.next(Candidacy.Joined.class);
      try (ZooKeeper other = client()) {
        assertThat(other.exists(candidate, false)).isNull();
      }
    }
  }

  @Test
  void whoResignsLeavesASessionThatIsOver() throws Exception {
    Path path = folder.resolve("session");
    Master first = new Master(url, 5051, settings(path));
    Candidate one = first.lead();
    first.contender.resign();
    await().until(() -> !ensemble.sessions().contains(one.sessionId()));

    Candidate two = new Master(url, 5052, settings(path)).lead();

    assertThat(two.sequence()).isEqualTo(one.sequence() + 1);
  }

  @Test
  void whoResignsWithoutZooKeeperLeavesItsSessionToItsSuccessor() throws Exception {
    Path path = folder.resolve("session");
    Master first = new Master(url, 5051, settings(path));
    Candidate one = first.lead();
    ensemble.stopAll();
    first.contender.resign();
    ensemble.startAll();

    new Master(url, 5052, settings(path)).lead();

    assertThat(ensemble.sessions()).doesNotContain(one.sessionId());
  }

  private static SessionSettings settings(Path path) {
    return SETTINGS.withTimeout(Duration.ofMillis(TIMEOUT_MS)).withSessionFile(path);
  }

  private ZooKeeper client() throws Exception {
    ZooKeeper client = new ZooKeeper(ensemble.connectString(), TIMEOUT_MS, event -> {});
    await().until(() -> client.getState().isConnected());
    return client;
  }

  private String ephemeral(ZooKeeper client) throws Exception {
    return client.create(
        "/ephemeral-", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
  }
}
