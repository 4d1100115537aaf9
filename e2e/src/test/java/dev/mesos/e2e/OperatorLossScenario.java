package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A cluster whose operator goes, and what it does without one. */
@Order(9)
@Isolated("there is one operator for all")
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorLossScenario {
  private static final int MASTERS = 2;
  private static final int SLAVES = 1;

  private static final Duration REST = Duration.ofSeconds(5);

  private final Scene scene;
  private final Cluster cluster;
  private final Operator operator;

  OperatorLossScenario(Scene scene) {
    this.scene = scene;
    this.cluster = scene.cluster("demo");
    this.operator = new Operator(scene.client());
  }

  @BeforeAll
  void start() {
    cluster
        .apply("zookeeper: {replicas: 1}\nmasters: {replicas: 2}\nslaves: {replicas: 1}")
        .awaitReady();
  }

  @BeforeEach
  void isWhole() {
    cluster.awaitReady();
  }

  @Test
  void anotherOperatorWritesNothing() {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    Map<String, String> versions = Objects.versions(scene.client(), scene.namespace());
    operator.restart();
    Eventually.throughout(
        "nothing is written by a second reconciliation",
        REST,
        () -> assertThat(Objects.versions(scene.client(), scene.namespace())).isEqualTo(versions));
    assertThat(Leadership.await(cluster, SLAVES)).isEqualTo(before);
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers);
  }

  @Test
  void leaderIsKilledWhileTheOperatorIsAbsent() throws Exception {
    Failover failover = Failover.begin(cluster, MASTERS, SLAVES);
    Leadership before = failover.before();
    operator.stop();
    try {
      cluster.signal(before.pod(), Backend.Signal.KILL);
      Eventually.eventually(
          "the slaves follow the next leader without an operator",
          Eventually.CHANGE,
          () -> {
            ZnodeView.Candidate first = cluster.candidates().get(0);
            assertThat(first.epoch()).isGreaterThan(before.epoch());
            assertThat(cluster.ask(first.pod(), "/state").path("activated_slaves").asInt())
                .isEqualTo(SLAVES);
          });
      assertThat(cluster.status().getLeader().getEpoch())
          .as("status.leader.epoch, which nobody updates")
          .isEqualTo(before.epoch());
    } finally {
      operator.start();
    }
    failover.awaitSettled();
  }
}
