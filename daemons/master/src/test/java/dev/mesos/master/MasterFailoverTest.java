package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Detection;
import dev.mesos.coordination.Detector;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Hand;
import dev.mesos.coordination.testing.Recorder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Masters on a real ensemble: who leads, who follows, who ends, and when. */
class MasterFailoverTest {

  private static final Duration SESSION = Duration.ofSeconds(4);

  private final Vertx vertx = Vertx.vertx();
  private final Ensemble ensemble = Ensemble.start(1);
  private TestMaster first;
  private TestMaster second;

  @BeforeEach
  void startTwoMasters() {
    first = master("exit");
    await().until(first::leads);
    second = master("exit");
    await().until(() -> second.get("/redirect").status() == 307);
    await().until(() -> second.runtime().elections().stands());
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    ensemble.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theStandbyRedirectsToTheLeaderThatZooKeeperNames() {
    Recorder<Detection> told = new Recorder<>();
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/mesos");
    try (Detector detector =
        Detector.start(url, SessionSettings.DEFAULT.withTimeout(SESSION), told)) {
      assertThat(told.next(Detection.Leader.class).candidate().info()).isEqualTo(first.info());
      assertThat(detector.detection()).isPresent();
    }
    assertThat(second.leads()).isFalse();
    assertThat(second.get("/master/state?x=y").header("Location"))
        .isEqualTo("//localhost:" + first.port() + "/master/state?x=y");
    assertThat(first.get("/state").json().path("epoch").asLong()).isPositive();
    assertThat(
            first
                .get("/metrics/snapshot")
                .json()
                .path("zookeeper/session_negotiated_timeout_ms")
                .asLong())
        .isEqualTo(SESSION.toMillis());
  }

  @Test
  void aLeaderThatStopsHandsOverAtOnce() throws Exception {
    long epoch = first.get("/state").json().path("epoch").asLong();

    first.runtime().stop();

    // well under the session timeout, so the next one did not wait for it
    await().atMost(SESSION.dividedBy(2)).until(second::leads);
    assertThat(first.exit().get(5, TimeUnit.SECONDS)).isZero();
    assertThat(second.exit()).isNotDone();
    assertThat(second.get("/state").json().path("epoch").asLong()).isGreaterThan(epoch);
    assertThat(second.get("/redirect").header("Location"))
        .isEqualTo("//localhost:" + second.port());
  }

  @Test
  void aLeaderWhoseSessionExpiresEndsAndTheNextLeads() throws Exception {
    ensemble.expire(first.runtime().elections().session().orElseThrow().sessionId());

    assertThat(first.exit().get(20, TimeUnit.SECONDS)).isOne();
    assertThat(first.leads()).isFalse();
    await().until(second::leads);
  }

  @Test
  void leaderAndStandbyEndWhenZooKeeperIsGoneAndOneThatStartsThenWaits() throws Exception {
    try (TestMaster waiting = master("wait")) {
      await().until(() -> waiting.get("/redirect").status() == 307);

      ensemble.stopAll();

      assertThat(first.exit().get(20, TimeUnit.SECONDS)).isOne();
      assertThat(second.exit().get(20, TimeUnit.SECONDS)).isOne();
      await().until(() -> waiting.get("/redirect").status() == 503);
      try (TestMaster late = master("exit")) {
        assertThat(late.get("/health").status()).isEqualTo(200);
        assertThat(late.get("/redirect").status()).isEqualTo(503);

        ensemble.startAll();

        await().until(() -> waiting.leads() || late.leads());
        assertThat(waiting.exit()).isNotDone();
        assertThat(late.exit()).isNotDone();
      }
    }
  }

  /** As after a loss of ZooKeeper, when the candidates that are left are those of dead masters. */
  @Test
  void aMasterThatCannotStandYetOutlivesTheLastCandidate() {
    String servers = ensemble.connectString();
    byte[] dead;
    try (Hand hand = new Hand(ZooKeeperUrl.parse("zk://" + servers + "/mesos"))) {
      dead = hand.read("json.info_0000000000");
    }
    try (Hand owner = new Hand(ZooKeeperUrl.parse("zk://owner:secret@" + servers + "/closed"))) {
      owner.createPath();
      owner.create("json.info_0000000000", dead);
      owner.closePath();

      try (TestMaster early = master("/closed", "exit")) {
        await().until(() -> early.get("/redirect").status() == 307);
        owner.delete("json.info_0000000000");
        await().until(() -> early.get("/redirect").status() == 503);
        owner.openPath();

        await().until(early::leads);
        assertThat(early.exit()).isNotDone();
      }
    }
  }

  private TestMaster master(String leaderless) {
    return master("/mesos", leaderless);
  }

  private TestMaster master(String path, String leaderless) {
    return TestMaster.contending(
        vertx,
        SESSION,
        "--zk=zk://" + ensemble.connectString() + path,
        "--leaderless=" + leaderless);
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(30));
  }
}
