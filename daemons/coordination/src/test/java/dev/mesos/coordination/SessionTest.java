package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that break, expire and come back: on three real servers. */
class SessionTest extends ElectionFixture {

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
    ensemble.expire(again.sessionId());
    assertThat(first.candidacy.next(Candidacy.Lost.class)).isNotNull();
    assertThat(first.join().sequence()).isEqualTo(3);
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
  void aServerThatGoesAwayChangesNothing() {
    Master master = new Master(url, 5051, LONG);
    Candidate one = master.lead();
    Recorder<Detection> observer = new Recorder<>();
    open.add(Detector.start(url, LONG, observer));
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
    Master standby = new Master(url, 5052);
    standby.join();
    leader(standby.detections);
    Recorder<Detection> observer = observe();
    leader(observer);
    ensemble.stopAll();
    assertThat(master.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.LEASE_EXPIRED);
    assertThat(standby.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.SESSION_EXPIRED);
    for (Recorder<Detection> each : List.of(observer, standby.detections)) {
      assertThat(each.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.SESSION_EXPIRED);
    }
    master.contender.contend(master.info);
    ensemble.startAll();
    // The znodes of before may live on for a timeout: ZooKeeper counts anew after its restart.
    Candidate again = master.candidacy.next(Candidacy.Joined.class).self();
    assertThat(master.candidacy.next(Candidacy.Leading.class).self()).isEqualTo(again);
    Candidate told = observer.await(Detection.Leader.class).candidate();
    while (!told.equals(again)) {
      told = observer.await(Detection.Leader.class).candidate();
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
          new Master(ZooKeeperUrl.parse("zk://" + proxy.connectString() + url.path()), 5051, LONG);
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

  @ParameterizedTest
  @CsvSource({"300, 400", "4000, 4000", "60000, 40000"})
  void theNegotiatedTimeoutIsUsedAndShown(int requestedMs, int negotiatedMs) {
    Recorder<Detection> told = new Recorder<>();
    Detector detector =
        Detector.start(url, SETTINGS.withTimeout(Duration.ofMillis(requestedMs)), told);
    open.add(detector);
    await().until(() -> detector.status().sessions() > 0);
    assertThat(detector.status().requestedTimeoutMs()).isEqualTo(requestedMs);
    assertThat(detector.status().negotiatedTimeoutMs()).isEqualTo(negotiatedMs);
  }

  @Test
  void anObserverThatExpiresWithTheLeaderIsToldNoneAndThenTheNewLeader() {
    Candidate one = new Master(url, 5051).lead();
    Candidate two = new Master(url, 5052).join();
    Recorder<Detection> detections = new Recorder<>();
    Detector observer = Detector.start(url, SETTINGS, detections);
    open.add(observer);
    assertThat(leader(detections)).isEqualTo(one);
    ensemble.expire(observer.status().sessionId());
    ensemble.expire(one.sessionId());
    detections.await(Detection.NoLeader.class);
    await().until(() -> observer.detection().equals(Optional.of(new Detection.Leader(two))));
  }

  @Test
  void anAttemptThatReachesNobodyIsNoSessionThatEnded() {
    Recorder<Detection> told = new Recorder<>();
    ZooKeeperUrl nowhere = ZooKeeperUrl.parse("zk://127.0.0.1:1/mesos");
    Detector detector = Detector.start(nowhere, SETTINGS.withTimeout(Duration.ofMillis(400)), told);
    open.add(detector);

    assertThat(told.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.SESSION_EXPIRED);

    assertThat(detector.status().sessions()).isZero();
    assertThat(detector.status().expirations()).isZero();
  }

  @Test
  void resigningWithoutZooKeeperTakesASecondAtMost() {
    Master master = new Master(url, 5051);
    master.lead();
    ensemble.stopAll();
    long start = System.nanoTime();
    master.contender.resign();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(master.contender.leads()).isFalse();
    ensemble.startAll();
    await().until(() -> ensemble.children(url.path()).isEmpty());
  }
}
