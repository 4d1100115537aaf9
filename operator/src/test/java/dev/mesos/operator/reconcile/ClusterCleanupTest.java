package dev.mesos.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.Reason;
import dev.mesos.operator.election.ElectionWatches.Removal;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.Scene;
import dev.mesos.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterCleanupTest {
  private static final String EXTERNAL = "{zookeeper: {external: {servers: 'z:2181'}, path: /m}%s}";

  private static Scene running(String more) {
    Scene scene = new Scene(EXTERNAL.formatted(more));
    scene.watches.view = Elections.znode(new ZnodeState.Ready());
    scene.reconcile();
    scene.live.masterPod(0);
    scene.delete();
    return scene;
  }

  /** Its pods are gone, and its znode is being removed. */
  private static Scene removing() {
    Scene scene = running("");
    scene.live.lose(Pod.class, "demo-master-0");
    scene.cleanup();
    return scene;
  }

  private static void assertLeft(Scene scene, String... words) {
    assertThat(scene.events)
        .anySatisfy(e -> {
          assertThat(e.reason()).isEqualTo(EventReason.ZnodeLeft);
          assertThat(e.message()).contains(words);
        });
  }

  @Test
  void aManagedEnsembleThatGoesNeedsNothing() {
    Scene scene = new Scene("{}").up();
    scene.delete();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.live.takeWrites()).isEmpty();
    assertThat(scene.watches.removing).isEmpty();
  }

  @Test
  void mastersGoBeforeTheZnode() {
    Scene scene = running("");
    assertThat(scene.cleanup()).isFalse();
    assertThat(scene.live.takeWrites())
        .containsExactly(
            "status", "delete StatefulSet/demo-master", "delete StatefulSet/demo-slave");
    assertThat(scene.condition(ConditionType.Ready).getReason()).isEqualTo(Reason.Deleting);
    assertThat(scene.cleanup()).isFalse();
    assertThat(scene.watches.removing).isEmpty();

    scene.live.lose(Pod.class, "demo-master-0");
    assertThat(scene.cleanup()).isFalse();
    assertThat(scene.watches.removing).isPresent();
    assertThat(scene.watches.kept).isFalse();

    scene.watches.removal = new Removal.Done();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.events).noneMatch(e -> e.reason() == EventReason.ZnodeLeft);
  }

  @Test
  void podsThatDoNotGoAreNotWaitedForForEver() {
    Scene scene = running("");
    scene.cleanup();
    scene.now = scene.now.plus(Duration.ofSeconds(61));
    scene.watches.removal = new Removal.Done();
    assertThat(scene.cleanup()).isTrue();
  }

  @Test
  void withoutZooKeeperTheResourceIsLetGoWithAnEvent() {
    Scene scene = removing();
    scene.watches.removal = new Removal.Unanswered("no server of z:2181 answers");
    scene.now = scene.now.plus(Duration.ofSeconds(61));
    assertThat(scene.cleanup()).isTrue();
    assertLeft(scene, "/m", "no server of z:2181 answers");
  }

  @Test
  void aZooKeeperThatStandsStillForAWhileIsAskedAgain() {
    Scene scene = removing();
    scene.watches.removal = new Removal.Unanswered("no server of z:2181 answers");
    scene.now = scene.now.plus(Duration.ofSeconds(20));
    assertThat(scene.cleanup()).isFalse();
    assertThat(scene.watches.forgotten).containsExactly(Validator.id(scene.resource));
    scene.watches.removal = new Removal.Done();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.events).noneMatch(e -> e.reason() == EventReason.ZnodeLeft);
  }

  @Test
  void aRemovalThatIsRefusedIsNotTriedAgain() {
    Scene scene = removing();
    scene.watches.removal = new Removal.Failed("the credentials do not suffice");
    assertThat(scene.cleanup()).isTrue();
    assertLeft(scene, "the credentials do not suffice");
  }

  @Test
  void aRemovalThatNeverEndsIsLetGoToo() {
    Scene scene = running("");
    scene.cleanup();
    scene.now = scene.now.plus(Duration.ofSeconds(91));
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.events).anyMatch(e -> e.reason() == EventReason.ZnodeLeft);
  }

  @Test
  void aKeptZnodeLosesOnlyItsMark() {
    Scene scene = running(", deletionPolicy: Retain");
    scene.watches.removal = new Removal.Done();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.watches.kept).isTrue();
    assertThat(scene.live.takeWrites()).containsExactly("status");
  }

  @Test
  void aKeptEnsembleThatIsDownIsNotWaitedFor() {
    Scene scene = new Scene("{deletionPolicy: Retain}").up();
    scene.live.ready("demo-zookeeper", 0);
    scene.delete();
    assertThat(scene.cleanup()).isTrue();
  }

  @Test
  void aResourceThatWasRefusedOwnsNothing() {
    Scene scene = new Scene("{zookeeper: {sessionTimeout: 1s}}");
    scene.delete();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.watches.removing).isEmpty();
  }

  @Test
  void aSecretThatIsGoneDoesNotHoldTheResource() {
    Scene scene =
        new Scene("{zookeeper: {external: {servers: 'z:2181', credentialsSecret: gone}}}");
    scene.delete();
    assertThat(scene.cleanup()).isTrue();
    assertThat(scene.events).anyMatch(e -> e.reason() == EventReason.ZnodeLeft);
  }
}
