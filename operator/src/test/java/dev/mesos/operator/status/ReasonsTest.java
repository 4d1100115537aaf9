package dev.mesos.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Election;
import dev.mesos.coordination.SkippedCandidate;
import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.Reason;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.Scene;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of reasons is closed, and each of them is really used. */
class ReasonsTest {
  private final Set<Reason> seen = EnumSet.noneOf(Reason.class);

  @Test
  void everyReasonIsReached() {
    comingUp();
    trouble();
    external();
    refusals();
    deletion();
    assertThat(seen).containsExactlyInAnyOrder(Reason.values());
  }

  private void note(Scene scene) {
    scene.reconcile();
    noteStatus(scene);
  }

  private void noteStatus(Scene scene) {
    List<Condition> conditions = scene.resource.getStatus().getConditions();
    conditions.forEach(c -> seen.add(c.getReason()));
    assertThat(conditions).allSatisfy(c -> assertThat(c.getMessage()).isNotBlank());
  }

  private void comingUp() {
    Scene scene = new Scene("{}");
    note(scene);
    scene.up();
    note(scene);
    scene
        .live
        .find(StatefulSet.class, "demo-master")
        .orElseThrow()
        .getStatus()
        .setUpdatedReplicas(1);
    note(scene);
    note(new Scene("{slaves: {replicas: 0}}"));
    Scene late = new Scene("{}");
    late.reconcile();
    late.now = late.now.plus(Duration.ofHours(1));
    note(late);
  }

  private void trouble() {
    Scene scene = new Scene("{}").up();
    scene.live.ready("demo-zookeeper", 1);
    scene.live.ready("demo-master", 2);
    scene.live.ready("demo-slave", 1);
    note(scene);
    scene.watches.view = Elections.unreachable(scene.watches.view);
    note(scene);
    failover();
    scene.watches.view =
        Elections.view(
            Elections.of(0, 10),
            new Election(List.of(), List.of(new SkippedCandidate("json.info_1", "not JSON"))));
    note(scene);
    scene.resource.getSpec().setPaused(true);
    note(scene);
  }

  private void failover() {
    Scene scene = new Scene("{}").up();
    scene.now = Elections.CREATED.plusSeconds(1);
    scene.watches.view = Elections.view(Elections.of(0, 10, 1, 11), Elections.of(1, 11));
    scene.counter.counts = Optional.empty();
    note(scene);
  }

  private void external() {
    String spec = "{zookeeper: {external: {servers: 'z:2181'%s}, path: /m}}";
    note(new Scene(spec.formatted(", credentialsSecret: none")));
    for (Reason reason :
        List.of(Reason.ZooKeeperUnreachable, Reason.ZnodeOwnedByOther, Reason.ZnodeAccessDenied)) {
      Scene scene = new Scene(spec.formatted(""));
      scene.watches.view = Elections.znode(new ZnodeState.Failed(reason, "as ZooKeeper says"));
      note(scene);
    }
    Scene pending = new Scene(spec.formatted(""));
    pending.watches.view = ElectionView.NONE;
    note(pending);
  }

  private void refusals() {
    note(new Scene("{zookeeper: {sessionTimeout: 1h}}"));
    String spec = "{zookeeper: {external: {servers: 'z:2181'}, path: /m}}";
    Scene young = new Scene(Clusters.resource("young", "2026-01-02T00:00:00Z", spec));
    MesosCluster old = Clusters.resource("old", "2026-01-01T00:00:00Z", spec);
    young.live.clusters.add(old);
    note(young);
    Scene rejected = new Scene("{}");
    rejected.live.rejected.add("Service/demo-zookeeper");
    note(rejected);
  }

  private void deletion() {
    Scene scene = new Scene("{zookeeper: {external: {servers: 'z:2181'}, path: /m}}");
    scene.reconcile();
    scene.delete();
    scene.cleanup();
    noteStatus(scene);
    assertThat(scene.condition(ConditionType.Ready).getReason()).isEqualTo(Reason.Deleting);
  }
}
