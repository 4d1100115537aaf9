package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two clusters of one name in two namespaces. */
@Order(7)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideBySideScenario {
  private static final String SMALL =
      """
      zookeeper: {replicas: 1}
      masters: {replicas: 1}
      slaves: {replicas: 1}
      """;

  private final Cluster left;
  private final Cluster right;

  SideBySideScenario(Scene scene) {
    this.left = scene.cluster("demo");
    this.right = scene.cluster(scene.addNamespace(), "demo");
  }

  @BeforeAll
  void start() {
    left.apply(SMALL);
    right.apply(SMALL);
    left.awaitReady();
    right.awaitReady();
  }

  @Test
  void doNotTouchOneAnother() {
    Leadership ofLeft = Leadership.await(left, 1);
    Leadership ofRight = Leadership.await(right, 1);
    assertThat(ofLeft.id()).isNotEqualTo(ofRight.id());
    assertThat(left.path()).isNotEqualTo(right.path());

    left.handle().delete();
    Eventually.eventually(
        left + " is gone",
        Eventually.CHANGE,
        () -> assertThat(Objects.of(left.client(), left.namespace(), left.name())).isEmpty());
    assertThat(Leadership.await(right, 1)).isEqualTo(ofRight);
  }
}
