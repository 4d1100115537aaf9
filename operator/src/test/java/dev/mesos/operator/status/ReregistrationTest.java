package dev.mesos.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Election;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.Reason;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.registration.SlaveCounts;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.Scene;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReregistrationTest {
  private final Scene scene = failedOver(Elections.of(1, 11));

  private static Scene failedOver(Election... after) {
    Scene scene = new Scene("{}").up();
    scene.events.clear();
    scene.now = Elections.CREATED.plusSeconds(1);
    Election[] seen = new Election[after.length + 1];
    seen[0] = Elections.of(0, 10, 1, 11);
    System.arraycopy(after, 0, seen, 1, after.length);
    scene.watches.view = Elections.view(seen);
    scene.counter.counts = Optional.empty();
    scene.reconcile();
    return scene;
  }

  private static void assertSlaves(Scene scene, String status, Reason reason) {
    assertThat(scene.condition(ConditionType.SlavesAvailable).getStatus()).isEqualTo(status);
    assertThat(scene.condition(ConditionType.SlavesAvailable).getReason()).isEqualTo(reason);
    assertThat(scene.condition(ConditionType.Ready).getStatus()).isEqualTo(status);
  }

  @Test
  void aFailoverDoesNotMakeTheClusterUnready() {
    assertSlaves(scene, "True", Reason.SlavesReregistering);
    scene.counter.counts = Optional.of(SlaveCounts.of(1));
    scene.reconcile();
    assertSlaves(scene, "True", Reason.SlavesReregistering);
    assertThat(scene.resource.getStatus().getSlaves().getDisplay()).isEqualTo("1/2");
    scene.counter.counts = Optional.of(SlaveCounts.of(2));
    scene.reconcile();
    assertSlaves(scene, "True", Reason.SlavesReady);
    assertThat(scene.events).noneMatch(event -> event.reason() == EventReason.PhaseChanged);
  }

  @Test
  void slavesThatDoNotComeAreMissedWhenTheirTimeIsOver() {
    scene.counter.counts = Optional.of(SlaveCounts.of(1));
    scene.now = scene.now.plusSeconds(10);
    assertThat(scene.reconcileAndLookAgain())
        .contains(Reregistration.WINDOW.minusSeconds(10).plusMillis(1));
    scene.now = scene.now.plus(Reregistration.WINDOW);
    scene.reconcile();
    assertSlaves(scene, "False", Reason.SlavesUnavailable);
  }

  @Test
  void aSlavePodThatIsNotReadyIsNotExcused() {
    scene.live.ready("demo-slave", 1);
    scene.reconcile();
    assertSlaves(scene, "False", Reason.SlavesUnavailable);
  }

  @Test
  void whatWasMissingBeforeIsMissingAfter() {
    Scene before = new Scene("{}").up();
    before.counter.counts = Optional.of(SlaveCounts.of(1));
    before.reconcile();
    before.now = Elections.CREATED.plusSeconds(1);
    before.watches.view = Elections.view(Elections.of(0, 10, 1, 11), Elections.of(1, 11));
    before.reconcile();
    assertSlaves(before, "False", Reason.SlavesUnavailable);
  }

  @Test
  void aGapWithoutALeaderIsExcusedButNotForTheClusterAsAWhole() {
    Scene gap = failedOver(Election.EMPTY);
    assertThat(gap.condition(ConditionType.SlavesAvailable).getStatus()).isEqualTo("True");
    assertThat(gap.condition(ConditionType.Ready).getReason()).isEqualTo(Reason.NoLeader);
  }
}
