package dev.mesos.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import dev.mesos.operator.testing.Scene;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  @Test
  void aMessageMayChangeWithoutATransition() {
    Scene scene = new Scene("{}").up();
    String since = scene.condition(ConditionType.MastersAvailable).getLastTransitionTime();
    scene.now = scene.now.plusSeconds(60);
    scene.live.ready("demo-master", 2);
    scene.reconcile();
    String changed = scene.condition(ConditionType.MastersAvailable).getLastTransitionTime();
    assertThat(changed).isNotEqualTo(since);
    scene.now = scene.now.plusSeconds(60);
    scene.live.ready("demo-master", 1);
    assertThat(scene.reconcile()).containsExactly("status");
    assertThat(scene.condition(ConditionType.MastersAvailable).getLastTransitionTime())
        .isEqualTo(changed);
    assertThat(scene.condition(ConditionType.MastersAvailable).getMessage())
        .isEqualTo("1 of 3 masters are ready");
  }

  @Test
  void everyTypeIsThereFromTheFirstPass() {
    Scene scene = new Scene("{}");
    scene.reconcile();
    assertThat(scene.resource.getStatus().getConditions())
        .extracting(c -> c.getType())
        .containsExactly(ConditionType.values());
  }
}
