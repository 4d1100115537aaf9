package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The node of a slave fails, which is not the leader's. */
@Order(10)
@Isolated("nodes are everybody's")
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
    Set<String> shared = NodeFaults.sharedNodes(scene.client());
    List<Pod> candidates =
        cluster.pods("slave").stream()
            .filter(pod -> !shared.contains(pod.getSpec().getNodeName()))
            .toList();
    Optional<Pod> chosen = away(candidates, leader);
    if (chosen.isEmpty() && !candidates.isEmpty()) {
      cluster.signal(leader.pod(), Backend.Signal.TERM);
      chosen = away(candidates, Leadership.awaitAfter(leader, cluster, SLAVES));
    }
    assumeThat(chosen).as("a slave that is alone on its node").isPresent();
    slave = chosen.orElseThrow().getMetadata().getName();
    node = chosen.orElseThrow().getSpec().getNodeName();
  }

  /** The first that is not on the leader's node. */
  private Optional<Pod> away(List<Pod> candidates, Leadership leader) {
    String leading = node(leader);
    return candidates.stream()
        .filter(pod -> !isAt(pod, leading))
        .min(Comparator.comparing(pod -> pod.getMetadata().getName()));
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
      evictAll();
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

  /** A patch, as by kubectl: the kubelet changes its node all the time. */
  private void schedule(boolean allowed) {
    scene
        .client()
        .nodes()
        .withName(node)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"unschedulable\":%s}}".formatted(!allowed));
  }

  private void evictAll() {
    Stream.of("slave", "master", "zookeeper")
        .flatMap(component -> cluster.pods(component).stream())
        .filter(pod -> isAt(pod, node))
        .map(pod -> pod.getMetadata().getName())
        .forEach(this::evict);
  }

  /** Whoever may not go yet is asked again, as by kubectl. */
  private void evict(String pod) {
    PodResource asked = scene.client().pods().inNamespace(cluster.namespace()).withName(pod);
    Eventually.eventually(
        pod + " may go", Eventually.CHANGE, () -> assertThat(asked.evict()).as("evicted").isTrue());
  }
}
