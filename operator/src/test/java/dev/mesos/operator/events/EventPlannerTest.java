package dev.mesos.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Election;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.MasterPods;
import dev.mesos.operator.testing.Scene;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventPlannerTest {
  @Test
  void aLossAndAnElectionAreTold() {
    Scene scene = new Scene("{}").up();
    scene.events.clear();
    scene.watches.view = Elections.view(Elections.of(0, 10), Election.EMPTY);
    scene.reconcile();
    assertThat(reasons(scene)).contains(EventReason.LeaderLost, EventReason.PhaseChanged);
    scene.events.clear();
    scene.watches.view = Elections.view(Elections.of(0, 10), Election.EMPTY, Elections.of(2, 12));
    scene.reconcile();
    assertThat(scene.events)
        .contains(new ClusterEvent(EventReason.LeaderElected, "demo-master-2 leads with epoch 12"));
  }

  @Test
  void aFailoverIsToldOnceWhenItIsKnownWhy() {
    Scene scene = new Scene("{}").up();
    scene.events.clear();
    scene.now = Elections.CREATED.plusSeconds(1);
    scene.watches.view = Elections.view(Elections.of(0, 10, 1, 11), Elections.of(1, 11));
    scene.reconcile();
    assertThat(reasons(scene)).containsExactly(EventReason.LeaderElected);
    scene.events.clear();
    scene.live.put(
        MasterPods.pod(0, MasterPods.status("Running", MasterPods.ended("id-10", 137), "{}")));
    scene.reconcile();
    scene.reconcile();
    assertThat(scene.events)
        .containsExactly(
            new ClusterEvent(
                EventReason.FailedOver,
                "demo-master-0 passed on to demo-master-1: MasterCrashed; nobody led for 0ms"));
  }

  @Test
  void noChangeNoEvent() {
    Scene scene = new Scene("{}").up();
    assertThat(EventPlanner.between(scene.resource.getStatus(), scene.resource.getStatus()))
        .isEmpty();
  }

  @Test
  void aRefusalIsToldOnceUntilItsReasonChanges() {
    Scene scene = new Scene("{zookeeper: {sessionTimeout: 1s}}");
    scene.reconcile();
    scene.resource.getMetadata().setGeneration(2L);
    scene.reconcile();
    assertThat(reasons(scene)).containsExactly(EventReason.Refused);
  }

  private static List<EventReason> reasons(Scene scene) {
    return scene.events.stream().map(ClusterEvent::reason).toList();
  }

  @Test
  void theListIsDocumented() {
    Set<String> docs =
        EnumSet.allOf(EventReason.class).stream().map(EventReason::doc).collect(Collectors.toSet());
    assertThat(docs).hasSize(EventReason.values().length).noneMatch(String::isBlank);
  }
}
