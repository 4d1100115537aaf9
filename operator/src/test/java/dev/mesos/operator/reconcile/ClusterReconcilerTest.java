package dev.mesos.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Candidate;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.Reason;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.MasterPods;
import dev.mesos.operator.testing.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterReconcilerTest {
  @Test
  void comesUpInOrder() {
    Scene scene = new Scene("{}");

    assertThat(scene.reconcile())
        .contains("apply StatefulSet/demo-zookeeper")
        .doesNotContain("apply StatefulSet/demo-master");
    assertThat(scene.watches.watched).isEmpty();
    assertThat(scene.condition(ConditionType.Ready).getReason()).isEqualTo(Reason.WaitingForQuorum);

    scene.live.ready("demo-zookeeper", 2);
    assertThat(scene.reconcile()).doesNotContain("apply StatefulSet/demo-master");
    assertThat(scene.watches.watched).isPresent();

    scene.watches.view = Elections.znode(new ZnodeState.Ready());
    assertThat(scene.reconcile())
        .contains("apply StatefulSet/demo-master", "apply StatefulSet/demo-slave");
  }

  @Test
  void atRestNothingIsWritten() {
    Scene scene = new Scene("{}").up();
    assertThat(scene.condition(ConditionType.Ready).getStatus()).isEqualTo("True");
    assertThat(scene.condition(ConditionType.Reconciling).getStatus()).isEqualTo("False");
    assertThat(scene.reconcile()).isEmpty();
    scene.now = scene.now.plusSeconds(3600);
    assertThat(scene.reconcile()).isEmpty();
  }

  @Test
  void theLeaderIsShownInStatusLabelAndLease() {
    Scene scene = new Scene("{}").up();
    assertThat(scene.resource.getStatus().getLeader().getPod()).isEqualTo("demo-master-0");
    assertThat(scene.resource.getStatus().getLeader().getEpoch()).isEqualTo(10);
    Lease lease = scene.live.find(Lease.class, "demo").orElseThrow();
    assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("demo-master-0");
    assertThat(lease.getMetadata().getAnnotations()).containsEntry("mesos.dev/epoch", "10");
  }

  @Test
  void theLabelIsTakenOffBeforeItIsPutOn() {
    Scene scene = new Scene("{}").up();
    scene.watches.view = Elections.view(Elections.of(0, 10, 1, 11), Elections.of(1, 11));
    assertThat(scene.reconcile())
        .containsExactly(
            "status", "unlabel demo-master-0", "label demo-master-1", "apply Lease/demo");
  }

  @Test
  void aLabelThatSomebodyElsePutOnIsTakenOff() {
    Scene scene = new Scene("{}").up();
    scene.live.label(scene.live.all(Pod.class).get(2), "mesos.dev/role", "leader");
    scene.live.takeWrites();
    assertThat(scene.reconcile()).containsExactly("unlabel demo-master-2");
  }

  @Test
  void whileZooKeeperIsAwayTheLastLeaderStaysAndIsDoubted() {
    Scene scene = new Scene("{}").up();
    scene.watches.view = Elections.unreachable(scene.watches.view);
    assertThat(scene.reconcile()).containsExactly("status");
    assertThat(scene.resource.getStatus().getLeader().getPod()).isEqualTo("demo-master-0");
    assertThat(scene.condition(ConditionType.LeaderElected).getStatus()).isEqualTo("Unknown");
    assertThat(scene.condition(ConditionType.Ready).getReason()).isEqualTo(Reason.ElectionUnknown);
  }

  @Test
  void anOperatorThatStartsAnewSaysNothingUntilItKnows() {
    Scene scene = new Scene("{}").up();
    scene.watches.view = ElectionView.NONE;
    scene.counter.counts = Optional.empty();
    assertThat(scene.reconcile()).isEmpty();
    scene.watches.view = Elections.view(Elections.of(0, 10, 1, 11, 2, 12));
    assertThat(scene.reconcile()).isEmpty();
  }

  @Test
  void aNewPodWithTheOldLeadersNameIsNotTheLeader() {
    Scene scene = new Scene("{}").up();
    scene.live.lose(Pod.class, "demo-master-0");
    scene.live.masterPod(0);
    scene.live.all(Pod.class).stream()
        .filter(pod -> pod.getMetadata().getName().equals("demo-master-0"))
        .forEach(pod -> pod.getStatus().setPodIP("10.0.0.99"));
    assertThat(scene.reconcile()).isEmpty();
    assertThat(scene.resource.getStatus().getLeader().getPod()).isEqualTo("demo-master-0");
  }

  @Test
  void whatIsLostIsMadeAgain() {
    Scene scene = new Scene("{}").up();
    scene.live.lose(Service.class, "demo-leader");
    assertThat(scene.reconcile()).containsExactly("apply Service/demo-leader");
  }

  @Test
  void whatIsLeftOverIsDeletedIfItIsOurs() {
    Scene scene = new Scene("{}").up();
    Service template = scene.live.find(Service.class, "demo-leader").orElseThrow();
    scene.live.put(
        new ServiceBuilder(template).editMetadata().withName("demo-old").endMetadata().build());
    scene.live.put(
        new ServiceBuilder(template)
            .editMetadata()
            .withName("users-own")
            .withOwnerReferences()
            .endMetadata()
            .build());
    assertThat(scene.reconcile()).containsExactly("delete Service/demo-old");
  }

  @Test
  void theCandidacyOfAMasterThatIsReportedDeadIsRemoved() {
    Scene scene = new Scene("{}").up();
    assertThat(scene.watches.buried).isEmpty();
    scene.live.put(
        MasterPods.pod(0, MasterPods.status("Running", MasterPods.ended("id-10", 137), "{}")));
    scene.resource.getSpec().setPaused(true);
    scene.reconcile();
    assertThat(scene.watches.buried).as("while paused").isEmpty();
    scene.resource.getSpec().setPaused(false);
    scene.watches.view = Elections.unreachable(scene.watches.view);
    scene.reconcile();
    assertThat(scene.watches.buried).as("while ZooKeeper cannot be asked").isEmpty();
    scene.watches.view = Elections.view(Elections.of(0, 10, 1, 11, 2, 12));
    scene.reconcile();
    assertThat(scene.watches.buried).extracting(Candidate::epoch).containsExactly(10L);
    assertThat(scene.condition(ConditionType.LeaderElected).getMessage())
        .as("the others stand")
        .startsWith("the first of 3 candidates is that of a master that has ended");
  }

  @Test
  void aPausedClusterHasOnlyItsStatusWritten() {
    Scene scene = new Scene("{}").up();
    scene.resource.getSpec().setPaused(true);
    scene.resource.getMetadata().setGeneration(2L);
    scene.live.lose(Service.class, "demo-leader");
    scene.watches.view = Elections.view(Elections.of(1, 11));
    assertThat(scene.reconcile()).containsExactly("status");
    assertThat(scene.condition(ConditionType.Paused).getStatus()).isEqualTo("True");
    assertThat(scene.resource.getStatus().getLeader().getPod()).isEqualTo("demo-master-1");
  }

  @Test
  void passwordsAreMadeOnce() {
    Scene scene = new Scene("{}").up();
    Secret secret = scene.live.find(Secret.class, "demo-zk").orElseThrow();
    scene.resource.getMetadata().setGeneration(2L);
    scene.reconcile();
    assertThat(scene.live.find(Secret.class, "demo-zk").orElseThrow().getData())
        .isEqualTo(secret.getData());
  }

  @Test
  void theSecretOfAKeptZnodeIsFoundAgainWithoutItsLabels() {
    Scene scene = new Scene("{}");
    scene.live.foreignSecrets.put(
        "demo-zk",
        new SecretBuilder()
            .addToData("username", "bWVzb3M=")
            .addToData("password", "b2xk")
            .build());
    scene.reconcile();
    assertThat(scene.live.find(Secret.class, "demo-zk").orElseThrow().getData())
        .containsEntry("password", "b2xk");
  }

  @Test
  void aMissingUserSecretStallsUntilItIsThere() {
    Scene scene =
        new Scene("{zookeeper: {external: {servers: 'z:2181', credentialsSecret: mine}}}");
    assertThat(scene.reconcileAndLookAgain()).contains(Duration.ofSeconds(10));
    assertThat(scene.live.takeWrites()).containsExactly("status");
    assertThat(scene.condition(ConditionType.Stalled).getReason())
        .isEqualTo(Reason.CredentialsMissing);
    scene.live.foreignSecrets.put(
        "mine",
        new SecretBuilder().addToData("username", "dQ==").addToData("password", "cA==").build());
    scene.reconcile();
    assertThat(scene.watches.watched.orElseThrow().url().reveal()).startsWith("zk://u:p@z:2181/");
  }

  @Test
  void anOpenZnodeNeedsNoCredentials() {
    Scene scene = new Scene("{zookeeper: {external: {servers: 'z:2181'}, access: Open}}");
    scene.reconcile();
    assertThat(scene.watches.watched.orElseThrow().url().credentials()).isEmpty();
    assertThat(scene.live.find(Secret.class, "demo-zk").orElseThrow().getData())
        .containsOnlyKeys("url");
  }

  @Test
  void aForeignZnodeStalls() {
    Scene scene = new Scene("{zookeeper: {external: {servers: 'z:2181'}, path: /m}}");
    scene.watches.view =
        Elections.znode(
            new ZnodeState.Failed(Reason.ZnodeOwnedByOther, "znode /m belongs to other/demo"));
    assertThat(scene.reconcile()).doesNotContain("apply StatefulSet/demo-master");
    assertThat(scene.condition(ConditionType.Stalled).getMessage()).contains("other/demo");
    assertThat(scene.condition(ConditionType.ZooKeeperReady).getStatus()).isEqualTo("True");
    assertThat(scene.events).anyMatch(e -> e.reason() == EventReason.Refused);
  }

  @Test
  void theYoungerClaimIsRefusedAndWritesNothingElse() {
    String spec = "{zookeeper: {external: {servers: 'z:2181'}, path: /m}}";
    Scene scene = new Scene(Clusters.resource("young", "2026-01-02T00:00:00Z", spec));
    scene.live.clusters.add(Clusters.resource("old", "2026-01-01T00:00:00Z", spec));
    assertThat(scene.reconcileAndLookAgain()).isPresent();
    assertThat(scene.live.takeWrites()).containsExactly("status");
    assertThat(scene.condition(ConditionType.Stalled).getReason()).isEqualTo(Reason.PathClaimed);
    assertThat(scene.reconcile()).isEmpty();

    scene.live.clusters.removeLast();
    assertThat(scene.reconcile()).contains("apply Secret/young-zk");
  }

  @Test
  void whatTheApiServerRefusesIsSaid() {
    Scene scene = new Scene("{}");
    scene.live.rejected.add("StatefulSet/demo-zookeeper");
    assertThat(scene.reconcileAndLookAgain()).isPresent();
    assertThat(scene.condition(ConditionType.Stalled).getReason()).isEqualTo(Reason.ApplyFailed);
    assertThat(scene.condition(ConditionType.Stalled).getMessage())
        .isEqualTo("StatefulSet/demo-zookeeper was refused: quota exceeded");
    scene.live.rejected.clear();
    assertThat(scene.reconcile()).contains("apply StatefulSet/demo-zookeeper", "status");
    assertThat(scene.condition(ConditionType.Stalled).getStatus()).isEqualTo("False");
  }

  @Test
  void mastersStayWhenTheQuorumGoes() {
    Scene scene = new Scene("{}").up();
    scene.live.ready("demo-zookeeper", 1);
    assertThat(scene.reconcile()).containsExactly("status");
    assertThat(scene.condition(ConditionType.ZooKeeperReady).getReason())
        .isEqualTo(Reason.QuorumLost);
    assertThat(scene.live.find(StatefulSet.class, "demo-master")).isPresent();
    assertThat(scene.watches.watched).isPresent();
  }

  @Test
  void scalingChangesOneObject() {
    Scene scene = new Scene("{}").up();
    scene.resource.getSpec().setSlaves(new dev.mesos.crds.SlavesSpec());
    scene.resource.getSpec().getSlaves().setReplicas(5);
    scene.resource.getMetadata().setGeneration(2L);
    assertThat(scene.reconcile()).containsExactly("apply StatefulSet/demo-slave", "status");
    assertThat(scene.resource.getStatus().getSlaves().getDisplay()).isEqualTo("2/5");
    assertThat(scene.resource.getStatus().getObservedGeneration()).isEqualTo(2);
  }

  @Test
  void whatTakesTooLongIsSaidAndStaysSaid() {
    Scene scene = new Scene("{}");
    scene.reconcile();
    scene.now = scene.now.plus(Duration.ofMinutes(14));
    scene.reconcile();
    assertThat(scene.condition(ConditionType.Stalled).getReason())
        .isEqualTo(Reason.ProgressDeadlineExceeded);
    assertThat(scene.reconcile()).isEmpty();
    scene.up();
    assertThat(scene.condition(ConditionType.Stalled).getStatus()).isEqualTo("False");
    assertThat(scene.condition(ConditionType.Ready).getStatus()).isEqualTo("True");
  }

  @Test
  void secretsAppearNowhereButInSecrets() {
    Scene scene = new Scene("{}").up();
    String all =
        io.fabric8.kubernetes.client.utils.Serialization.asJson(scene.resource.getStatus())
            + scene.events
            + scene.watches.watched
            + io.fabric8.kubernetes.client.utils.Serialization.asJson(
                scene.live.all(StatefulSet.class));
    assertThat(all).doesNotContain("password1").doesNotContain("password2");
    assertThat(Names.access(Clusters.valid("{}").id())).isEqualTo("demo-zk");
  }

  @Test
  void eventsTellTheStoryOnce() {
    Scene scene = new Scene("{}").up();
    List<EventReason> reasons = scene.events.stream().map(e -> e.reason()).toList();
    assertThat(reasons).containsOnlyOnce(EventReason.LeaderElected);
    assertThat(reasons).contains(EventReason.PhaseChanged);
  }
}
