package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The node of a slave fails, which is not the leader's. */
@Order(10)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlaveNodeFaultScenario {
  private static final int SLAVES = 3;
  private static final Duration BRIEFLY = Duration.ofMillis(1_500);
  private static final Duration PAST_THE_BUDGET = Duration.ofSeconds(8);

  private final Scene scene;
  private final Cluster cluster;
  private String slave;
  private String node;

  SlaveNodeFaultScenario(Scene scene) {
    this.scene = scene;
    this.cluster = scene.cluster("demo");
  }

  @BeforeAll
  void start() {
    NodeFaults.assumeBroughtAboutBy(scene.backend());
    cluster.apply(
        "zookeeper: {replicas: 3}\nmasters: {replicas: 2, flags: %s}\nslaves: {replicas: %d}"
            .formatted(SlaveLosses.SHORT_BUDGETS, SLAVES));
  }

  /** Looks for a slave whose node neither the leader nor the operator needs. */
  @BeforeEach
  void chooseASlave() throws Exception {
    cluster.awaitReady();
    Leadership leader = Leadership.await(cluster, SLAVES);
    List<Pod> candidates = slavesBeside(NodeFaults.sharedNodes(scene.client()));
    String leading = node(leader);
    if (!candidates.isEmpty() && candidates.stream().allMatch(pod -> isAt(pod, leading))) {
      cluster.signal(leader.pod(), Backend.Signal.TERM);
      leader = Leadership.awaitAfter(leader, cluster, SLAVES);
    }
    String avoided = node(leader);
    Pod chosen =
        candidates.stream()
            .filter(pod -> !isAt(pod, avoided))
            .min(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .orElse(null);
    assumeThat(chosen).as("a slave that is alone on its node").isNotNull();
    slave = chosen.getMetadata().getName();
    node = chosen.getSpec().getNodeName();
  }

  private List<Pod> slavesBeside(Set<String> avoided) {
    return cluster.pods("slave").stream()
        .filter(pod -> !avoided.contains(pod.getSpec().getNodeName()))
        .toList();
  }

  private String node(Leadership leader) {
    return cluster.pod(leader.pod()).getSpec().getNodeName();
  }

  private static boolean isAt(Pod pod, String node) {
    return node.equals(pod.getSpec().getNodeName());
  }

  @ParameterizedTest
  @EnumSource(value = NodeFaults.Kind.class, names = "CRASH", mode = EnumSource.Mode.EXCLUDE)
  void nodeIsLostForAMoment(NodeFaults.Kind kind) throws Exception {
    NodeFaults faults = scene.backend().nodeFaults().orElseThrow();
    SlaveLosses losses = SlaveLosses.begin(cluster);
    try (NodeFaults.Fault fault = faults.begin(kind, node)) {
      Eventually.throughout("nobody minds", BRIEFLY, losses::assertNone);
    }
    Eventually.throughout("nobody minds afterwards", PAST_THE_BUDGET, losses::assertNone);
  }

  @ParameterizedTest
  @EnumSource(NodeFaults.Kind.class)
  void nodeIsLostForLonger(NodeFaults.Kind kind) throws Exception {
    NodeFaults faults = scene.backend().nodeFaults().orElseThrow();
    SlaveLosses losses = SlaveLosses.begin(cluster);
    try (NodeFaults.Fault fault = faults.begin(kind, node)) {
      Eventually.eventually(
          slave + " is given up", Eventually.CHANGE, () -> losses.assertLost(slave));
      Eventually.eventually(
          "an event names " + slave, Eventually.CHANGE, () -> losses.assertTold(slave));
    }
    Eventually.eventually(
        slave + " is back as a new slave",
        Eventually.CLUSTER_START,
        () -> losses.assertBackAsNew(slave));
  }

  /** The leader goes while the slave is away: the next one gives it up, too. */
  @Test
  void leaderGoesMeanwhile() throws Exception {
    NodeFaults faults = scene.backend().nodeFaults().orElseThrow();
    SlaveLosses losses = SlaveLosses.begin(cluster);
    Leadership before = Leadership.await(cluster, SLAVES);
    try (NodeFaults.Fault fault = faults.begin(NodeFaults.Kind.CUT, node)) {
      cluster.signal(before.pod(), Backend.Signal.KILL);
      Eventually.eventually(
          slave + " is given up", Eventually.CHANGE, () -> losses.assertLost(slave));
      assertThat(Leadership.of(cluster).epoch()).as("epoch").isGreaterThan(before.epoch());
    }
    Eventually.eventually(
        slave + " is back as a new slave",
        Eventually.CLUSTER_START,
        () -> losses.assertBackAsNew(slave));
  }

  /** As by {@code kubectl drain}: nobody takes that for a failure. The node is empty after it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nodeIsDrained() throws Exception {
    SlaveLosses losses = SlaveLosses.begin(cluster);
    schedule(false);
    try {
      evict();
      Eventually.eventually(
          slave + " is back on another node",
          Eventually.CLUSTER_START,
          () -> {
            assertThat(cluster.pod(slave).getSpec().getNodeName()).as("node").isNotEqualTo(node);
            losses.assertMoved(slave);
          });
      Eventually.throughout(
          "nobody is missed afterwards", PAST_THE_BUDGET, () -> losses.assertMoved(slave));
    } finally {
      schedule(true);
    }
  }

  private void schedule(boolean allowed) {
    scene
        .client()
        .nodes()
        .withName(node)
        .edit(now -> new NodeBuilder(now).editSpec().withUnschedulable(!allowed).endSpec().build());
  }

  /** Whoever may not go yet is asked again, as by kubectl. */
  private void evict() {
    for (String component : List.of("slave", "master", "zookeeper")) {
      for (Pod pod : cluster.pods(component)) {
        if (isAt(pod, node)) {
          String name = pod.getMetadata().getName();
          Eventually.eventually(
              name + " may go",
              Eventually.CHANGE,
              () ->
                  assertThat(
                          scene
                              .client()
                              .pods()
                              .inNamespace(cluster.namespace())
                              .withName(name)
                              .evict())
                      .as("evicted")
                      .isTrue());
        }
      }
    }
  }
}
