package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A managed ensemble that loses its leader, its quorum, and then all of its members at once. */
@Order(5)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ZooKeeperLossScenario {
  private static final int MEMBERS = 3;
  private static final int SLAVES = 1;
  private static final String SPEC = "masters: {replicas: 2}\nslaves: {replicas: 1}";

  private final Cluster cluster;
  private final Duration loss;

  ZooKeeperLossScenario(Scene scene) {
    this.cluster = scene.cluster("demo");
    // long enough for sessions and pings to run out; real kubelets have timers of their own as well
    this.loss = Duration.ofSeconds(scene.backend() instanceof EmbeddedBackend ? 40 : 120);
  }

  @BeforeAll
  void start() {
    cluster.apply(SPEC);
  }

  @BeforeEach
  void isWhole() {
    cluster.awaitReady();
  }

  @Test
  @Order(1)
  void quorumIsLostAndComesBack() throws Exception {
    try (Succession succession = Succession.begin(cluster, SLAVES)) {
      Map<String, ContainerRun> slaves = ContainerRun.of(cluster, "slave");
      Map<String, ContainerRun> masters = ContainerRun.of(cluster, "master");
      long lost = System.nanoTime();
      cluster.apply(SPEC + "\npaused: true"); // else the operator puts the members back at once
      scaleEnsemble(1);

      Eventually.eventually(
          "every master has ended and is started again",
          Eventually.CHANGE,
          () -> assertEndedOnce(masters));
      Eventually.throughout(
          "the masters wait, and the slaves go on",
          loss.minusNanos(System.nanoTime() - lost),
          () -> {
            assertEndedOnce(masters);
            assertThat(ContainerRun.of(cluster, "slave")).isEqualTo(slaves);
          });
      cluster.assertCondition(ConditionType.ZooKeeperReady, "False");

      cluster.apply(SPEC);
      Leadership after = succession.awaitNext(SLAVES);
      cluster.awaitReady();
      succession.assertSettled(after);
      assertThat(succession.leaderless())
          .as("time without a leader: the loss, but for a lease at its beginning")
          .isBetween(loss.minusSeconds(15), loss.plusSeconds(60));
      assertEndedOnce(masters);
      assertThat(ContainerRun.of(cluster, "slave")).as("runs of the slaves").isEqualTo(slaves);
      assertThat(cluster.status().getSlaves().getDeactivated()).as("slaves given up").isZero();
      assertThat(
              masters.keySet().stream()
                  .flatMap(pod -> DaemonLog.ofMaster(cluster, pod).now().stream())
                  .filter(line -> line.contains("master=leading")))
          .as("beginnings of a leadership after the loss")
          .hasSize(1);
    }
  }

  private void scaleEnsemble(int members) {
    cluster
        .client()
        .apps()
        .statefulSets()
        .inNamespace(cluster.namespace())
        .withName(cluster.name() + "-zookeeper")
        .scale(members);
  }

  private void assertEndedOnce(Map<String, ContainerRun> before) {
    Map<String, ContainerRun> now = ContainerRun.of(cluster, "master");
    before.forEach((pod, run) -> {
      assertThat(now.get(pod).podUid()).as("uid of %s", pod).isEqualTo(run.podUid());
      assertThat(now.get(pod).restarts()).as("restarts of %s", pod).isEqualTo(run.restarts() + 1);
    });
  }

  @Test
  @Order(2)
  void leadingMemberIsKilled() throws Exception {
    leadershipOutlives(() -> {
      Map<String, ContainerRun> members = ContainerRun.of(cluster, "zookeeper");
      String leader = leadingMember();
      cluster.signal(leader, Backend.Signal.KILL);
      Eventually.eventually(
          leader + " is started again",
          Eventually.CHANGE,
          () ->
              assertThat(ContainerRun.of(cluster, "zookeeper").get(leader).restarts())
                  .isEqualTo(members.get(leader).restarts() + 1));
    });
  }

  @Test
  @Order(3)
  void leadingMemberIsDeleted() throws Exception {
    leadershipOutlives(() -> replace(List.of(cluster.pod(leadingMember()))));
  }

  /** A quorum is left, so the Mesos leader goes on. */
  private void leadershipOutlives(Eventually.Attempt loss) throws Exception {
    try (LabelWatch labels = LabelWatch.of(cluster);
        Claims claims = Claims.of(cluster)) {
      Leadership before = Leadership.await(cluster, SLAVES);
      Map<String, ContainerRun> masters = ContainerRun.of(cluster, "master");
      loss.run();
      cluster.awaitReady();
      assertThat(Leadership.await(cluster, SLAVES)).isEqualTo(before);
      assertThat(ContainerRun.of(cluster, "master")).as("runs of the masters").isEqualTo(masters);
      labels.assertNeverTwo();
      claims.assertOneAtATime();
    }
  }

  /** The member that leads the ensemble, as its own probe tells. */
  private String leadingMember() {
    return cluster.pods("zookeeper").stream()
        .map(pod -> pod.getMetadata().getName())
        .filter(pod -> "leader".equals(role(pod)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No member leads the ensemble"));
  }

  private String role(String member) {
    return cluster
        .client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/ready".formatted(cluster.namespace(), member))
        .strip();
  }

  @Test
  @Order(4)
  void allMembersAreLostAtOnce() throws Exception {
    Leadership before = Leadership.await(cluster, SLAVES);
    replace(cluster.pods("zookeeper"));
    assertThat(Leadership.await(cluster, SLAVES).epoch())
        .as("the data survived, so epochs go on from where they were")
        .isGreaterThanOrEqualTo(before.epoch());
  }

  private void replace(List<Pod> members) {
    members.forEach(pod -> cluster.client().resource(pod).delete());
    Eventually.eventually(
        members.size() + " new members have joined",
        Eventually.CLUSTER_START,
        () -> {
          assertThat(cluster.pods("zookeeper"))
              .extracting(pod -> pod.getMetadata().getUid())
              .doesNotContainAnyElementsOf(
                  members.stream().map(pod -> pod.getMetadata().getUid()).toList());
          assertThat(cluster.status().getZookeeper().getReady()).isEqualTo(MEMBERS);
          cluster.assertCondition(ConditionType.ZooKeeperReady, "True");
          cluster.assertReady();
        });
  }
}
