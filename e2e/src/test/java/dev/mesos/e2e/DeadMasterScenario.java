package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.FailoverReason;
import dev.mesos.crds.FailoverStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A master that dies with its candidacy, where no successor in its place can end its session soon:
 * the operator removes the candidacy as soon as the death is reported. The session timeout is so
 * long that it cannot be what ends it.
 */
@Order(5)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadMasterScenario {
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      zookeeper: {replicas: 1, sessionTimeout: 60s}
      masters:
        replicas: 2
        podTemplate:
          spec:
            containers:
            - name: master
              lifecycle: {preStop: {sleep: {seconds: 15}}}
      slaves: {replicas: 0}
      """;

  private final Cluster cluster;

  DeadMasterScenario(Scene scene) {
    this.cluster = scene.cluster("dead");
  }

  @BeforeAll
  void start() {
    cluster.apply(SPEC).awaitReady();
  }

  @BeforeEach
  void isWhole() {
    cluster.awaitReady();
  }

  @Test
  void leaderDiesWhileItsPodIsBeingDeleted() throws Exception {
    Leadership before = Leadership.await(cluster, 0);
    Pod pod = cluster.pod(before.pod());
    cluster.client().resource(pod).delete();
    cluster.signal(before.pod(), Backend.Signal.KILL); // while the pod's preStop hook sleeps

    Leadership after = Leadership.awaitAfter(before, cluster, 0);
    assertThat(after.pod()).as("the new leader").isNotEqualTo(before.pod());
    awaitRemovalOf(before.id());
    Eventually.eventually(
        "the failover is explained", Eventually.CHANGE, () -> assertExplained(before));
  }

  private void assertExplained(Leadership before) {
    FailoverStatus last = cluster.status().getLastFailover();
    assertThat(last.getFromId()).isEqualTo(before.id());
    assertThat(last.getReason()).isEqualTo(FailoverReason.PodDeleted);
    assertThat(last.getTook()).as("lastFailover.took").matches("[0-9]+ms");
    Duration took = Duration.ofMillis(Long.parseLong(last.getTook().replace("ms", "")));
    assertThat(took).as("lastFailover.took").isLessThan(SESSION_TIMEOUT);
  }

  @Test
  void standbyDiesAgainWhileItsContainerHasToWait() throws Exception {
    Leadership leader = Leadership.await(cluster, 0);
    ZnodeView.Candidate standby = cluster.candidates().get(1);
    cluster.signal(standby.pod(), Backend.Signal.KILL);
    ZnodeView.Candidate again = awaitSuccessor(standby);
    cluster.signal(again.pod(), Backend.Signal.KILL); // now the kubelet backs off
    awaitRemovalOf(again.id());
    assertThat(Leadership.await(cluster, 0)).isEqualTo(leader);
  }

  private ZnodeView.Candidate awaitSuccessor(ZnodeView.Candidate dead) {
    var found = new AtomicReference<ZnodeView.Candidate>();
    Eventually.eventually(
        dead.pod() + " stands by again, and its predecessor no longer",
        Eventually.CHANGE,
        () -> {
          var candidates = cluster.candidates();
          assertThat(candidates).hasSize(2).noneMatch(other -> other.id().equals(dead.id()));
          found.set(
              candidates.stream()
                  .filter(other -> other.pod().equals(dead.pod()))
                  .findFirst()
                  .orElseThrow());
        });
    return found.get();
  }

  private void awaitRemovalOf(String masterId) {
    Eventually.eventually(
        "the operator says that it removed the candidacy of " + masterId,
        Eventually.CHANGE,
        () -> assertThat(removals()).anyMatch(message -> message.contains(masterId)));
  }

  private List<String> removals() {
    return cluster
        .client()
        .v1()
        .events()
        .inNamespace(cluster.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> "CandidateRemoved".equals(event.getReason()))
        .map(Event::getMessage)
        .toList();
  }
}
