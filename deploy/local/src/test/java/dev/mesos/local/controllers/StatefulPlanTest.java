package dev.mesos.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.local.controllers.StatefulPlan.Action;
import dev.mesos.local.controllers.StatefulPlan.Condemn;
import dev.mesos.local.controllers.StatefulPlan.Create;
import dev.mesos.local.controllers.StatefulPlan.Delete;
import dev.mesos.local.controllers.StatefulPlan.Facts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatefulPlanTest {

  private final Map<Integer, Pod> pods = new TreeMap<>();

  @Test
  void orderedCreatesOneAndWaits() {
    assertThat(plan(3, false, 0)).containsExactly(new Create(0));
    pods.put(0, pod("new", false));
    assertThat(plan(3, false, 0)).isEmpty();
    pods.put(0, pod("new", true));
    assertThat(plan(3, false, 0)).containsExactly(new Create(1));
  }

  @Test
  void parallelCreatesAll() {
    pods.put(1, pod("new", false));
    assertThat(plan(3, true, 0)).containsExactly(new Create(0), new Create(2));
  }

  @Test
  void scalesDownFromTheHighest() {
    ready("new", 0, 1, 2, 3);
    assertThat(plan(2, false, 0)).containsExactly(new Condemn(pods.get(3)));
    assertThat(plan(2, true, 0))
        .containsExactly(new Condemn(pods.get(3)), new Condemn(pods.get(2)));
  }

  @Test
  void orderedScaleDownWaitsForTheLowerPods() {
    ready("new", 0, 1, 2);
    pods.put(0, pod("new", false));
    assertThat(plan(2, false, 0)).isEmpty();
  }

  @Test
  void updatesFromTheHighestOneAtATime() {
    ready("old", 0, 1, 2);
    for (boolean parallel : List.of(false, true)) {
      assertThat(plan(3, parallel, 0)).containsExactly(new Delete(pods.get(2)));
    }
    pods.put(2, pod("new", false));
    assertThat(plan(3, true, 0)).isEmpty();
    pods.put(2, pod("new", true));
    assertThat(plan(3, true, 0)).containsExactly(new Delete(pods.get(1)));
  }

  @Test
  void updateStopsAtThePartition() {
    ready("old", 0, 1, 2);
    pods.put(2, pod("new", true));
    assertThat(plan(3, false, 2)).isEmpty();
    assertThat(plan(3, false, 1)).containsExactly(new Delete(pods.get(1)));
  }

  @Test
  void onDeleteLeavesOldPodsAlone() {
    ready("old", 0, 1);
    assertThat(StatefulPlan.of(new Facts(0, 2, true, false, 0, 0, "new", pods))).isEmpty();
  }

  @Test
  void replacesFinishedPods() {
    ready("new", 0, 1);
    pods.get(1).getStatus().setPhase("Failed");
    assertThat(plan(2, false, 0)).containsExactly(new Delete(pods.get(1)));
  }

  @Test
  void ordinalsMayStartElsewhere() {
    ready("new", 0, 4);
    List<Action> actions = StatefulPlan.of(new Facts(4, 2, true, true, 0, 0, "new", pods));
    assertThat(actions).containsExactly(new Create(5), new Condemn(pods.get(0)));
  }

  private List<Action> plan(int replicas, boolean parallel, int partition) {
    return StatefulPlan.of(new Facts(0, replicas, parallel, true, partition, 0, "new", pods));
  }

  private void ready(String revision, int... ordinals) {
    for (int ordinal : ordinals) {
      pods.put(ordinal, pod(revision, true));
    }
  }

  private static Pod pod(String revision, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(revision)
        .addToLabels(StatefulPods.REVISION, revision)
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .endCondition()
        .endStatus()
        .build();
  }
}
