package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Recorder;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contenders and detectors on three real servers. */
class ElectionTest {

  private static final SessionSettings SETTINGS =
      new SessionSettings(Duration.ofSeconds(4), Duration.ofMillis(200), true);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static Ensemble ensemble;

  private final List<AutoCloseable> open = new ArrayList<>();
  private ZooKeeperUrl url;

  /** A contender with all that it tells. */
  private final class Master {
    final Recorder<Candidacy> candidacy = new Recorder<>();
    final Recorder<Detection> detections = new Recorder<>();
    final MasterInfo info;
    final Contender contender;

    Master(ZooKeeperUrl url, int port) {
      info = info(port);
      contender = Contender.start(url, SETTINGS, candidacy, detections);
      open.add(contender);
    }

    Candidate join() {
      contender.contend(info);
      return candidacy.next(Candidacy.Joined.class).self();
    }

    Candidate lead() {
      Candidate joined = join();
      assertThat(candidacy.next(Candidacy.Leading.class).self()).isEqualTo(joined);
      assertThat(contender.leads()).isTrue();
      return joined;
    }
  }

  @BeforeAll
  static void startEnsemble() {
    ensemble = Ensemble.start(3);
  }

  @AfterAll
  static void stopEnsemble() {
    ensemble.close();
  }

  @BeforeEach
  void freshPath() {
    url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/test" + NEXT.incrementAndGet());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  static MasterInfo info(int port) {
    try {
      return MasterInfo.of(
          "master-" + port,
          (Inet4Address) InetAddress.getByName("127.0.0.1"),
          port,
          "localhost",
          "1.11.0",
          List.of("AGENT_UPDATE"));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Recorder<Detection> observe() {
    return observe(url);
  }

  private Recorder<Detection> observe(ZooKeeperUrl at) {
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(at, SETTINGS, detections));
    return detections;
  }

  private static Candidate leader(Recorder<Detection> detections) {
    return detections.next(Detection.Leader.class).candidate();
  }

  @Test
  void theFirstToJoinLeadsAndTheNextFollowsWhenItResigns() {
    Recorder<Detection> observer = observe();
    assertThat(observer.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.NO_CANDIDATES);

    Master first = new Master(url, 5051);
    Candidate one = first.lead();
    assertThat(one.znode()).isEqualTo("json.info_0000000000");
    assertThat(leader(observer)).isEqualTo(one);

    Master second = new Master(url, 5052);
    Candidate two = second.join();
    assertThat(second.contender.leads()).isFalse();
    assertThat(leader(second.detections)).isEqualTo(one);
    assertThat(two.epoch()).isGreaterThan(one.epoch());

    first.contender.resign();
    assertThat(first.contender.leads()).isFalse();
    assertThat(second.candidacy.next(Candidacy.Leading.class).self()).isEqualTo(two);
    assertThat(leader(observer)).isEqualTo(two);
    assertThat(leader(second.detections)).isEqualTo(two);
    assertThat(ensemble.children(url.path())).containsExactly("json.info_0000000001");
    assertThat(first.candidacy.isEmpty()).isTrue();
  }

  @Test
  void anExpiredLeaderLosesAndMayStandAgainBehindTheOthers() {
    Master first = new Master(url, 5051);
    Candidate one = first.lead();
    Master second = new Master(url, 5052);
    Candidate two = second.join();

    ensemble.expire(one.sessionId());

    assertThat(first.candidacy.next(Candidacy.Lost.class).reason())
        .isIn(Candidacy.Reason.SESSION_EXPIRED, Candidacy.Reason.ZNODE_DELETED);
    assertThat(first.contender.leads()).isFalse();
    assertThat(second.candidacy.next(Candidacy.Leading.class).self()).isEqualTo(two);
    assertThat(first.detections.await(Detection.Leader.class).candidate()).isEqualTo(one);
    assertThat(first.detections.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.SESSION_EXPIRED);
    assertThat(leader(first.detections)).isEqualTo(two);

    Candidate again = first.join();
    assertThat(again.sequence()).isEqualTo(2);
    assertThat(first.contender.status().expirations()).isEqualTo(1);
  }

  @Test
  void anExpiredObserverIsToldNoneAndThenTheSameLeader() {
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    Recorder<Detection> detections = new Recorder<>();
    Detector observer = Detector.start(url, SETTINGS, detections);
    open.add(observer);
    assertThat(leader(detections)).isEqualTo(one);

    ensemble.expire(observer.status().sessionId());

    assertThat(detections.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.SESSION_EXPIRED);
    assertThat(leader(detections)).isEqualTo(one);
  }

  @Test
  void contendingTwiceJoinsOnce() {
    Master master = new Master(url, 5051);
    master.contender.contend(master.info);
    Candidate one = master.lead();
    master.contender.contend(master.info);
    Master second = new Master(url, 5052);
    assertThat(second.join().sequence()).isEqualTo(one.sequence() + 1);
  }

  @Test
  void aLeaderWhoseZnodeIsRemovedLoses() throws Exception {
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    try (Admin admin = Admin.of(url)) {
      admin.zooKeeper().delete(url.path() + "/" + one.znode(), -1);
    }
    assertThat(master.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.ZNODE_DELETED);
    assertThat(master.contender.candidate()).isEmpty();
  }

  @Test
  void aPathThatIsRemovedIsReportedAndNotMadeAgain() throws Exception {
    Recorder<Detection> observer = observe();
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    observer.await(Detection.Leader.class);
    try (Admin admin = Admin.of(url)) {
      admin.zooKeeper().delete(url.path() + "/" + one.znode(), -1);
      admin.zooKeeper().delete(url.path(), -1);
      assertThat(master.candidacy.next(Candidacy.Lost.class)).isNotNull();
      await().until(() -> lastOf(observer).equals(Optional.of(Detection.Reason.PATH_MISSING)));
      admin.create(url.path(), "");
      master.contender.contend(master.info);
      assertThat(observer.await(Detection.Leader.class).candidate().info()).isEqualTo(master.info);
    }
  }

  private static Optional<Detection.Reason> lastOf(Recorder<Detection> detections) {
    return detections.isEmpty()
        ? Optional.empty()
        : Optional.of(detections.next(Detection.NoLeader.class).reason());
  }

  @Test
  void aMissingPathIsAwaitedWhereItIsNotToBeMade() throws Exception {
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(url, SETTINGS.withCreatePath(false), detections));
    assertThat(detections.next(Detection.NoLeader.class))
        .isEqualTo(
            new Detection.NoLeader(
                Detection.Reason.PATH_MISSING,
                "cannot list " + url.path() + ": NONODE; create it"));
    try (Admin admin = Admin.of(url)) {
      admin.create(url.path(), "");
    }
    assertThat(detections.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.NO_CANDIDATES);
    Candidate self = new Master(url, 5051).lead();
    assertThat(leader(detections)).isEqualTo(self);
  }

  @Test
  void unreadableCandidatesArePassedOver() throws Exception {
    List<Election> elections = java.util.Collections.synchronizedList(new ArrayList<>());
    Recorder<Detection> detections = new Recorder<>();
    try (Admin admin = Admin.of(url)) {
      admin.create(url.path(), "");
      admin.create(url.path() + "/log_replicas", "");
      admin.sequential(url.path() + "/json.info_", new byte[0]);
      admin.sequential(url.path() + "/json.info_", new byte[1024 * 1024 - 1024]);
      admin.sequential(url.path() + "/json.info_", new byte[] {'{', '"', (byte) 0xff, '"', '}'});
      admin.sequential(url.path() + "/json.info_", "{\"id\":7}".getBytes());
      admin.sequential(url.path() + "/yaml.info_", "id: 7".getBytes());
      admin.sequential(url.path() + "/info_", "garbage".getBytes());
      admin.sequential(url.path() + "/", "nobody".getBytes());
      Master master = new Master(url, 5051);
      Candidate self = master.lead();
      Detector detector = Detector.start(url, SETTINGS, detections, elections::add);
      open.add(detector);
      assertThat(leader(detections)).isEqualTo(self);
      await().until(() -> !elections.isEmpty());
      assertThat(elections.getLast().candidates()).containsExactly(self);
      assertThat(elections.getLast().skipped())
          .extracting(SkippedCandidate::reason)
          .containsExactly(
              "empty",
              "1047552 bytes, more than the 65536 that are read",
              "not UTF-8",
              "'id' is not a string",
              "unknown label 'yaml.info'",
              "not a protobuf MasterInfo",
              "no label, and not of the form master@ip:port");
      assertThat(detector.status().skipped()).isEqualTo(7);
      assertThat(detector.status().expirations()).isZero();
    }
  }

  @Test
  void aServerThatGoesAwayChangesNothing() {
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    Recorder<Detection> observer = observe();
    assertThat(leader(observer)).isEqualTo(one);
    for (int i = 0; i < ensemble.size(); i++) {
      ensemble.restart(i);
    }
    await().until(() -> master.contender.status().connected());
    assertThat(master.contender.leads()).isTrue();
    assertThat(master.candidacy.isEmpty()).isTrue();
    assertThat(observer.isEmpty()).isTrue();
  }

  @Test
  void aLeaderWithoutAQuorumConcedesByItselfAndRecovers() {
    Master master = new Master(url, 5051);
    master.lead();
    Recorder<Detection> observer = observe();
    leader(observer);
    ensemble.stopAll();
    assertThat(master.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.LEASE_EXPIRED);
    assertThat(observer.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.SESSION_EXPIRED);
    master.contender.contend(master.info);
    ensemble.startAll();
    assertThat(master.candidacy.next(Candidacy.Joined.class)).isNotNull();
    assertThat(master.candidacy.await(Candidacy.Leading.class)).isNotNull();
    assertThat(observer.await(Detection.Leader.class).candidate().info()).isEqualTo(master.info);
  }

  @Test
  void wrongCredentialsAreRefusedUntilTheyAreRight() throws Exception {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("mesos", "right"));
    Master first = new Master(owner, 5051);
    first.lead();
    Master stranger = new Master(url.withCredentials(new Credentials("mesos", "wrong")), 5052);
    stranger.contender.contend(stranger.info);
    assertThat(stranger.candidacy.next(Candidacy.Refused.class).error())
        .contains("create a candidate", url.path(), "NOAUTH", "credentials");
    assertThat(leader(stranger.detections).info()).isEqualTo(first.info);
    try (Admin admin = Admin.of(owner)) {
      assertThat(admin.zooKeeper().getACL(url.path(), null)).hasSize(2);
      admin.zooKeeper().setACL(url.path(), Acls.open(), -1);
    }
    assertThat(stranger.candidacy.next(Candidacy.Joined.class)).isNotNull();
  }

  @Test
  void aPathThatMayNotBeReadIsReportedAndFollowedOnceItMay() throws Exception {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("mesos", "right"));
    try (Admin admin = Admin.of(owner)) {
      admin.create(url.path(), "");
      admin.zooKeeper().setACL(url.path(), org.apache.zookeeper.ZooDefs.Ids.CREATOR_ALL_ACL, -1);
      Recorder<Detection> observer = observe();
      assertThat(observer.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.NOT_PERMITTED);
      admin.zooKeeper().setACL(url.path(), Acls.open(), -1);
      assertThat(observer.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.NO_CANDIDATES);
    }
  }

  @Test
  void joiningWhileZooKeeperIsAwayWaitsForIt() {
    ensemble.stopAll();
    Master master = new Master(url, 5051);
    master.contender.contend(master.info);
    ensemble.startAll();
    assertThat(master.candidacy.next(Candidacy.Joined.class)).isNotNull();
  }

  @Test
  void aCreateOfWhichTheAnswerIsLostLeavesOneCandidate() {
    try (CuttingProxy proxy = new CuttingProxy(ensemble.connectString(0))) {
      Master master =
          new Master(ZooKeeperUrl.parse("zk://" + proxy.connectString() + url.path()), 5051);
      assertThat(master.detections.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.NO_CANDIDATES);
      proxy.dropAnswers();
      master.contender.contend(master.info);
      await().until(() -> !ensemble.children(url.path()).isEmpty());
      proxy.cut();
      assertThat(master.candidacy.next(Candidacy.Joined.class).self().sequence()).isZero();
      assertThat(master.candidacy.next(Candidacy.Leading.class)).isNotNull();
      assertThat(ensemble.children(url.path())).containsExactly("json.info_0000000000");
      assertThat(master.contender.status().expirations()).isZero();
    }
  }

  @Test
  void aListenerThatThrowsOrBlocksDoesNotKeepTheSession() throws Exception {
    java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(1);
    java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
    Contender contender =
        Contender.start(
            url,
            SETTINGS,
            candidacy -> {
              if (candidacy instanceof Candidacy.Joined) {
                throw new IllegalStateException("a listener's bug");
              }
              told.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            detection -> {});
    contender.contend(info(5051));
    told.await();
    assertThat(ensemble.children(url.path())).hasSize(1);
    contender.resign();
    assertThat(contender.leads()).isFalse();
    await().until(() -> ensemble.children(url.path()).isEmpty());
  }

  @Test
  void theNegotiatedTimeoutIsShown() {
    Recorder<Detection> told = new Recorder<>();
    Detector detector = Detector.start(url, SETTINGS.withTimeout(Duration.ofMillis(100)), told);
    open.add(detector);
    told.next();
    assertThat(detector.status().requestedTimeoutMs()).isEqualTo(100);
    assertThat(detector.status().negotiatedTimeoutMs()).isEqualTo(400);
  }
}
