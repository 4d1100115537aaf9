package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A resource that sets every field, so that each is seen to have an effect. */
@Order(8)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullResourceScenario {
  private static final String SPEC =
      """
      deletionPolicy: Retain
      zookeeper:
        replicas: 1
        path: /mesos/full
        access: Open
        sessionTimeout: 6s
        storage: {size: 128Mi}
        image: mesos-zookeeper:dev
        resources:
          requests: {cpu: 50m, memory: 128Mi}
        podTemplate:
          metadata:
            annotations: {example.com/part: ensemble}
      masters:
        replicas: 2
        image: mesos-master:dev
        resources:
          requests: {cpu: 50m, memory: 128Mi}
          limits: {memory: 512Mi}
        flags: {agent_ping_timeout: 5secs, max_agent_ping_timeouts: "3"}
        podTemplate:
          metadata:
            labels: {example.com/part: masters}
      slaves:
        replicas: 1
        attributes: {rack: r1, zone: north}
        offers: {cpus: 2500m, mem: 3Gi, disk: 4Gi, ports: 31000-31009}
        image: mesos-slave:dev
        resources:
          requests: {cpu: 50m, memory: 128Mi}
        flags: {registration_backoff_factor: 500ms}
        storage: {size: 128Mi}
        podTemplate:
          metadata:
            annotations: {example.com/part: slaves}
      """;

  private static final String SECOND = "full-slave-1";

  private final Scene scene;
  private final Cluster cluster;

  FullResourceScenario(Scene scene) {
    this.scene = scene;
    this.cluster = scene.cluster("full");
  }

  @BeforeAll
  void start() {
    cluster.apply(SPEC).awaitReady();
  }

  @Test
  @Order(1)
  void everyFieldHasItsEffect() throws Exception {
    Leadership leader = Leadership.await(cluster, 1);

    assertThat(cluster.path()).isEqualTo("/mesos/full");
    JsonNode flags = cluster.ask(leader.pod(), "/flags").path("flags");
    assertThat(flags.path("agent_ping_timeout").asText()).isEqualTo("5secs");
    assertThat(flags.path("max_agent_ping_timeouts").asText()).isEqualTo("3");
    assertThat(flags.path("zk_session_timeout").asText()).isEqualTo("6secs");

    JsonNode slave = cluster.ask(leader.pod(), "/slaves").path("slaves").path(0);
    assertThat(slave.path("attributes").path("rack").asText()).isEqualTo("r1");
    assertThat(slave.path("attributes").path("zone").asText()).isEqualTo("north");
    assertThat(slave.path("resources").path("cpus").asDouble()).isEqualTo(2.5);
    assertThat(slave.path("resources").path("mem").asDouble()).isEqualTo(3 * 1024);
    assertThat(slave.path("resources").path("disk").asDouble()).isEqualTo(4 * 1024);
    assertThat(slave.path("resources").path("ports").asText()).isEqualTo("[31000-31009]");
  }

  @Test
  @Order(2)
  void podTemplatesAreLaidOver() {
    assertThat(annotation(cluster.pods("zookeeper").get(0))).isEqualTo("ensemble");
    assertThat(cluster.pods("master"))
        .allSatisfy(pod ->
            assertThat(pod.getMetadata().getLabels()).containsEntry("example.com/part", "masters"));
    assertThat(annotation(cluster.pods("slave").get(0))).isEqualTo("slaves");
  }

  private static String annotation(Pod pod) {
    return pod.getMetadata().getAnnotations().get("example.com/part");
  }

  /** With a volume it cannot know whether it goes for good: it says that it pauses. */
  @Test
  @Order(3)
  void aSlaveWithAVolumeIsItselfUntilItIsScaledDown() throws Exception {
    awaitSlaves(2);
    SlaveLosses two = SlaveLosses.begin(cluster);
    String uid = cluster.pod(SECOND).getMetadata().getUid();
    scene.client().pods().inNamespace(scene.namespace()).withName(SECOND).delete();
    Eventually.eventually(
        SECOND + " is another pod and the same slave",
        Eventually.CHANGE,
        () -> {
          assertThat(cluster.pod(SECOND).getMetadata().getUid()).isNotEqualTo(uid);
          cluster.assertReady();
          two.assertNone();
        });

    awaitSlaves(1);
    Eventually.eventually(
        "nobody waits for " + SECOND, Eventually.CHANGE, () -> two.assertScaledDown(SECOND));

    awaitSlaves(2);
    Eventually.eventually(
        SECOND + " is another slave", Eventually.CHANGE, () -> two.assertMoved(SECOND));
  }

  private void awaitSlaves(int replicas) {
    cluster.handle().scale(replicas);
    Eventually.eventually(
        "there are " + replicas + " slaves",
        Eventually.CHANGE,
        () -> {
          cluster.assertReady();
          assertThat(cluster.slaveIds()).hasSize(replicas);
        });
  }

  @Test
  @Order(4)
  void retainKeepsTheVolumes() {
    var before = Objects.volumeClaims(scene.client(), scene.namespace());
    assertThat(before).as("of the ensemble and of two slaves").hasSize(3);
    cluster.handle().delete();
    Eventually.eventually(
        "all but the volumes is gone",
        Eventually.CHANGE,
        () -> {
          assertThat(cluster.handle().get()).isNull();
          assertThat(Objects.of(scene.client(), scene.namespace(), "full"))
              .as("what is left besides the credentials of what is kept")
              .isSubsetOf("Secret/full-zk", "Secret/full-zookeeper");
        });
    assertThat(Objects.volumeClaims(scene.client(), scene.namespace())).isEqualTo(before);
  }
}
