package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The leader's node fails, and with it whatever runs there: typically a member of the ensemble,
 * perhaps its leader, and a slave. Nothing here waits for Kubernetes to give the node up.
 */
@Order(9)
@Isolated("nodes are everybody's")
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeFaultScenario {
  private static final int MASTERS = 3;
  private static final int SLAVES = 3;

  /** With which code a master ends by itself. */
  private static final int SUICIDE = 1;

  private static final Duration LONGER = Duration.ofSeconds(3);

  private final Scene scene;
  private final Cluster cluster;

  NodeFaultScenario(Scene scene) {
    this.scene = scene;
    this.cluster = scene.cluster("demo");
  }

  @BeforeAll
  void start() {
    NodeFaults.assumeBroughtAboutBy(scene.backend());
    cluster.apply("slaves: {replicas: %d}".formatted(SLAVES)).awaitReady();
    assertThat(nodes("zookeeper")).as("nodes of the ensemble").doesNotHaveDuplicates();
    assertThat(nodes("master")).as("nodes of the masters").doesNotHaveDuplicates();
  }

  private List<String> nodes(String component) {
    return cluster.pods(component).stream().map(pod -> pod.getSpec().getNodeName()).toList();
  }

  /** Hands the leadership on until it is where nothing runs on which others depend. */
  @BeforeEach
  void leaderIsAmongItsOwn() {
    cluster.awaitReady();
    Set<String> avoided = NodeFaults.sharedNodes(scene.client());
    Leadership leader = Leadership.await(cluster, SLAVES);
    for (int i = 0; i < MASTERS && avoided.contains(node(leader)); i++) {
      cluster.client().resource(cluster.pod(leader.pod())).delete();
      leader = Leadership.awaitAfter(leader, cluster, SLAVES);
      cluster.awaitReady();
    }
    assumeThat(avoided)
        .as("nodes with the operator or the cluster's DNS: one master's node has to be none")
        .doesNotContain(node(leader));
  }

  private String node(Leadership leader) {
    return cluster.pod(leader.pod()).getSpec().getNodeName();
  }

  @Test
  void nodeOfTheLeaderCrashes() throws Exception {
    leaderIsLostBy(NodeFaults.Kind.CRASH);
  }

  @Test
  void nodeOfTheLeaderIsFrozenAndThawed() throws Exception {
    Leadership before = leaderIsLostBy(NodeFaults.Kind.FREEZE);
    assertDeposed(before);
  }

  @Test
  void nodeOfTheLeaderIsCutOff() throws Exception {
    Leadership before = leaderIsLostBy(NodeFaults.Kind.CUT);
    assertDeposed(before);
  }

  private Leadership leaderIsLostBy(NodeFaults.Kind kind) throws Exception {
    NodeFaults faults = scene.backend().nodeFaults().orElseThrow();
    try (Succession succession = Succession.begin(cluster, SLAVES)) {
      Leadership before = succession.before();
      String node = node(before);
      long elsewhere = nodes("slave").stream().filter(other -> !other.equals(node)).count();
      Leadership after;
      try (NodeFaults.Fault fault = faults.begin(kind, node)) {
        after = succession.awaitNext(Math.toIntExact(elsewhere));
        Leadership next = after;
        Eventually.throughout(
            next.pod() + " goes on while the fault lasts",
            LONGER,
            () -> assertThat(cluster.status().getLeader().getEpoch()).isEqualTo(next.epoch()));
      }
      Eventually.eventually(
          "the old leader stands by",
          Eventually.CLUSTER_START,
          () -> {
            cluster.assertReady();
            assertThat(cluster.candidates()).hasSize(MASTERS);
          });
      succession.assertSettled(after);
      return before;
    }
  }

  /** A master that was stopped or cut off ends by itself, says why, and does not lead again. */
  private void assertDeposed(Leadership before) {
    DaemonLog log = DaemonLog.ofMaster(cluster, before.pod());
    assertThat(ContainerRun.lastExit(cluster.pod(before.pod()), "master"))
        .as("exit code of %s before it was started again", before.pod())
        .isEqualTo(SUICIDE);
    assertThat(DaemonLog.epochsLed(log.now())).as("epochs that it has led since").isEmpty();
    log.before()
        .ifPresent(lines -> {
          assertThat(lines)
              .as("log of %s before it was started again", before.pod())
              .anyMatch(line -> line.contains("candidacy=lost"))
              .anyMatch(line -> line.contains("master=ending"));
          assertThat(DaemonLog.epochsLed(lines))
              .as("epochs that %s led", before.pod())
              .containsExactly(before.epoch());
        });
  }
}
