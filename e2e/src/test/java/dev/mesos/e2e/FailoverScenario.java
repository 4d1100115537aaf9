package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leaders and standbys that go, in every way. */
@Order(4)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverScenario {
  private static final int MASTERS = 3;
  private static final int SLAVES = 2;

  private final Cluster cluster;

  FailoverScenario(Scene scene) {
    this.cluster = scene.cluster("demo");
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
    Failover failover = Failover.begin(cluster, MASTERS, SLAVES);
    cluster.signal(failover.before().pod(), Backend.Signal.TERM);
    failover.awaitSettled();
  }

  @Test
  void leaderPodIsDeleted() {
    Failover failover = Failover.begin(cluster, MASTERS, SLAVES);
    cluster.client().resource(cluster.pod(failover.before().pod())).delete();
    failover.awaitSettled();
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
}
