package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.MesosClusterStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of {@code spec: {}}, from the first leader to the last object. */
@Order(3)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MinimalScenario {
  private static final int MASTERS = 3;
  private static final int SLAVES = 2;
  private static final Pattern JVM_COMPLAINT =
      Pattern.compile("^\\[\\d+\\.\\d+s]\\[(warning|error)");
  private static final Duration REST = Duration.ofSeconds(5);

  private final Scene scene;
  private final Cluster cluster;

  MinimalScenario(Scene scene) {
    this.scene = scene;
    this.cluster = scene.cluster("demo");
  }

  @BeforeAll
  void applyEmptySpec() {
    cluster.apply("{}").awaitReady();
  }

  @Test
  @Order(1)
  void showsTheLeaderInAllPlaces() throws Exception {
    Leadership leader = Leadership.await(cluster, SLAVES);

    MesosClusterStatus status = cluster.status();
    assertThat(status.getZookeeper().getPath()).isEqualTo("/" + scene.namespace() + "/demo");
    assertThat(status.getCandidates()).hasSize(MASTERS);
    assertThat(status.getCandidates().get(0).getPod()).isEqualTo(leader.pod());
    assertThat(status.getFailovers()).isZero();
    assertThat(cluster.row())
        .containsEntry("Masters", "3/3")
        .containsEntry("Slaves", "2/2")
        .containsEntry("Leader", leader.pod())
        .containsEntry("Epoch", String.valueOf(leader.epoch()))
        .containsEntry("ZooKeeper", "3/3")
        .containsEntry("Ready", "True");
  }

  /** Class data and flags that do not fit each other, for example, cost a start its speed. */
  @Test
  @Order(2)
  void noJvmComplains() {
    for (String component : List.of("zookeeper", "master", "slave")) {
      for (Pod pod : cluster.pods(component)) {
        String log = scene.client().pods().resource(pod).getLog();
        assertThat(log.lines())
            .as("log of %s", pod.getMetadata().getName())
            .isNotEmpty()
            .noneMatch(line -> JVM_COMPLAINT.matcher(line).find());
      }
    }
  }

  @Test
  @Order(3)
  void writesNothingAtRest() {
    Leadership.await(cluster, SLAVES);
    Map<String, String> versions = Objects.versions(scene.client(), scene.namespace());
    Eventually.throughout(
        "nothing is written at rest",
        REST,
        () -> assertThat(Objects.versions(scene.client(), scene.namespace())).isEqualTo(versions));
  }

  @Test
  @Order(4)
  void scalesSlavesUpAndDown() {
    Leadership before = Leadership.await(cluster, SLAVES);
    for (int replicas : new int[] {SLAVES + 1, 1}) {
      cluster.handle().scale(replicas);
      Eventually.eventually(
          "there are " + replicas + " slaves",
          Eventually.CHANGE,
          () -> {
            cluster.assertReady();
            assertThat(cluster.pods("slave")).hasSize(replicas);
            assertThat(cluster.row())
                .containsEntry("Slaves", "%d/%d".formatted(replicas, replicas));
          });
      assertThat(Leadership.await(cluster, replicas).epoch()).isEqualTo(before.epoch());
    }
  }

  @Test
  @Order(5)
  void scalesMastersUpAndDown() {
    int slaves = cluster.get().getSpec().getSlaves().getReplicas();
    for (int replicas : new int[] {MASTERS + 1, 2}) {
      cluster.apply("masters: {replicas: %d}".formatted(replicas));
      Eventually.eventually(
          "there are " + replicas + " masters",
          Eventually.CHANGE,
          () -> {
            cluster.assertReady();
            assertThat(cluster.pods("master")).hasSize(replicas);
            assertThat(cluster.candidates()).hasSize(replicas);
            assertThat(cluster.status().getCandidates()).hasSize(replicas);
          });
      Leadership.await(cluster, slaves);
    }
  }

  @Test
  @Order(6)
  void deletionLeavesNothing() {
    cluster.handle().delete();
    Eventually.eventually(
        "everything of the cluster is gone",
        Eventually.CHANGE,
        () -> {
          assertThat(cluster.handle().get()).isNull();
          assertThat(Objects.of(scene.client(), scene.namespace(), "demo")).isEmpty();
          assertThat(Objects.volumeClaims(scene.client(), scene.namespace())).isEmpty();
        });
  }
}
