package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.FailoverStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leaders and standbys that go, in every way, with and without an operator to watch it. */
@Order(4)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverScenario {
  private static final int MASTERS = 3;
  private static final int SLAVES = 2;

  private final Cluster cluster;
  private final Operator operator;

  FailoverScenario(Scene scene) {
    this.cluster = scene.cluster("demo");
    this.operator = new Operator(scene.client());
  }

  @BeforeAll
  void start() {
    cluster.apply("zookeeper: {replicas: 1}").awaitReady();
  }

  @BeforeEach
  void isWhole() {
    cluster.awaitReady();
  }

  @Test
  void leaderIsKilled() throws Exception {
    try (Succession succession = Succession.begin(cluster, SLAVES)) {
      cluster.signal(succession.before().pod(), Backend.Signal.KILL);
      Leadership after = succession.awaitNext(SLAVES);
      cluster.awaitReady();
      succession.assertSettled(after);
    }
  }

  @Test
  void leaderIsAskedToGo() throws Exception {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    cluster.signal(before.pod(), Backend.Signal.TERM);
    assertFailedOver(before, failovers);
  }

  @Test
  void leaderPodIsDeleted() {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    cluster.client().resource(cluster.pod(before.pod())).delete();
    assertFailedOver(before, failovers);
  }

  /** What people do with a pod that seems to hang. Its process may go on for a while. */
  @Test
  void leaderPodIsDeletedByForce() throws Exception {
    try (Succession succession = Succession.begin(cluster, SLAVES)) {
      cluster.client().resource(cluster.pod(succession.before().pod())).withGracePeriod(0).delete();
      Leadership after = succession.awaitNext(SLAVES);
      cluster.awaitReady();
      succession.assertSettled(after);
    }
  }

  private void assertFailedOver(Leadership before, long failovers) {
    Leadership after = Leadership.awaitAfter(before, cluster, SLAVES);
    assertThat(after.pod()).as("the new leader").isNotEqualTo(before.pod());
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers + 1);
    FailoverStatus last = cluster.status().getLastFailover();
    assertThat(last.getFrom()).as("lastFailover.from").isEqualTo(before.pod());
    assertThat(last.getTo()).as("lastFailover.to").isEqualTo(after.pod());

    Eventually.eventually(
        "the old leader stands by",
        Eventually.CHANGE,
        () -> assertThat(cluster.candidates()).hasSize(MASTERS));
    assertThat(Leadership.await(cluster, SLAVES).epoch())
        .as("epoch once the old leader is back")
        .isEqualTo(after.epoch());
  }

  @Test
  void standbyIsKilled() throws Exception {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    ZnodeView.Candidate standby = cluster.candidates().get(1);

    cluster.signal(standby.pod(), Backend.Signal.KILL);

    Eventually.eventually(
        standby.pod() + " stands by again",
        Eventually.CHANGE,
        () ->
            assertThat(cluster.candidates())
                .hasSize(MASTERS)
                .noneMatch(candidate -> candidate.id().equals(standby.id())));
    assertThat(Leadership.await(cluster, SLAVES)).isEqualTo(before);
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers);
  }

  @Test
  void operatorIsRestarted() {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    operator.restart();
    assertThat(Leadership.await(cluster, SLAVES)).isEqualTo(before);
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers);
  }

  @Test
  void leaderIsKilledWhileTheOperatorIsAbsent() throws Exception {
    Leadership before = Leadership.await(cluster, SLAVES);
    long failovers = cluster.status().getFailovers();
    Pod leader = cluster.pod(before.pod());
    operator.stop();
    try {
      cluster.signal(leader.getMetadata().getName(), Backend.Signal.KILL);
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
    assertFailedOver(before, failovers);
  }
}
