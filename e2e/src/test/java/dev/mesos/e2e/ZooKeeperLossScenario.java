package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A managed ensemble that loses one member, and then all at once. */
@Order(5)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ZooKeeperLossScenario {
  private static final int MEMBERS = 3;
  private static final int SLAVES = 1;

  private final Cluster cluster;

  ZooKeeperLossScenario(Scene scene) {
    this.cluster = scene.cluster("demo");
  }

  @BeforeAll
  void start() {
    cluster.apply("masters: {replicas: 2}\nslaves: {replicas: 1}").awaitReady();
  }

  @Test
  @Order(1)
  void oneMemberIsLost() {
    Leadership before = Leadership.await(cluster, SLAVES);
    replace(cluster.pods("zookeeper").subList(0, 1));
    assertThat(Leadership.await(cluster, SLAVES))
        .as("a quorum was left, so the leader goes on")
        .isEqualTo(before);
  }

  @Test
  @Order(2)
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
