package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clusters on a ZooKeeper that exists already and that outlives them. */
@Order(6)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalScenario {
  private static final String PATH = "/mesos/shared";

  private final ExternalEnsemble ensemble;
  private final Scene scene;
  private final Cluster first;
  private final Cluster second;

  ExternalScenario(Scene scene) {
    this.scene = scene;
    this.ensemble = new ExternalEnsemble(scene.namespace());
    this.first = scene.cluster("first", ensemble);
    this.second = scene.cluster("second", ensemble);
  }

  private String spec(String deletionPolicy) {
    return """
    deletionPolicy: %s
    zookeeper:
      external: {servers: "%s"}
      path: %s
    masters: {replicas: 1}
    slaves: {replicas: 1}
    """
        .formatted(deletionPolicy, ensemble.servers(), PATH);
  }

  @BeforeAll
  void start() throws Exception {
    ensemble.start(scene.client());
    first.apply(spec("Delete")).awaitReady();
  }

  @Test
  @Order(1)
  void showsTheLeaderAndRunsNoEnsemble() throws Exception {
    Leadership.await(first, 1);
    assertThat(first.path()).isEqualTo(PATH);
    assertThat(first.pods("zookeeper")).isEmpty();
    assertThat(first.row()).containsEntry("ZooKeeper", "external");
  }

  @Test
  @Order(2)
  void secondClusterIsRefusedThePathOfTheFirst() {
    Leadership before = Leadership.await(first, 1);
    second.apply(spec("Retain"));
    Eventually.eventually(
        "the second cluster is refused",
        Eventually.CHANGE,
        () -> {
          second.assertCondition(ConditionType.Ready, "False", Reason.PathClaimed);
          second.assertCondition(ConditionType.Stalled, "True", Reason.PathClaimed);
          assertThat(second.condition(ConditionType.Ready).getMessage())
              .contains(PATH)
              .contains("first");
          assertThat(second.pods("master")).isEmpty();
        });
    assertThat(Leadership.await(first, 1)).isEqualTo(before);
  }

  @Test
  @Order(3)
  void deletionFreesThePathForTheSecond() {
    first.handle().delete();
    Eventually.eventually(
        "the first cluster is gone",
        Eventually.CHANGE,
        () -> {
          assertThat(first.handle().get()).isNull();
          assertThat(Objects.of(scene.client(), scene.namespace(), first.name())).isEmpty();
        });
    second.awaitReady();
    Leadership.await(second, 1);
  }

  @Test
  @Order(4)
  void retainedZnodeOutlivesItsCluster() throws Exception {
    second.handle().delete();
    Eventually.eventually(
        "the second cluster is gone",
        Eventually.CHANGE,
        () -> {
          assertThat(second.handle().get()).isNull();
          assertThat(Objects.of(scene.client(), scene.namespace(), second.name()))
              .as("what is left besides the credentials of the znode")
              .isSubsetOf("Secret/second-zk");
        });
    assertThat(second.<Boolean>zooKeeper(view -> view.exists(PATH))).isTrue();
  }

  @Test
  @Order(5)
  void deletedZnodeIsGone() throws Exception {
    Cluster third = scene.cluster("third", ensemble);
    third
        .apply(
            """
            zookeeper:
              external: {servers: "%s"}
            masters: {replicas: 1}
            slaves: {replicas: 0}
            """
                .formatted(ensemble.servers()))
        .awaitReady();
    String path = third.path();
    assertThat(third.<Boolean>zooKeeper(view -> view.exists(path))).isTrue();
    third.handle().delete();
    Eventually.eventually(
        "the third cluster and its znode are gone",
        Eventually.CHANGE,
        () -> {
          assertThat(third.handle().get()).isNull();
          assertThat(third.<Boolean>zooKeeper(view -> view.exists(path))).isFalse();
        });
  }

  @Test
  @Order(6)
  void missingCredentialsAreNamed() {
    Cluster fourth = scene.cluster("fourth", ensemble);
    fourth.apply(
        """
        zookeeper:
          external: {servers: "%s", credentialsSecret: not-there}
        """
            .formatted(ensemble.servers()));
    Eventually.eventually(
        "the missing Secret is named",
        Eventually.CHANGE,
        () -> {
          fourth.assertCondition(ConditionType.Ready, "False");
          assertThat(fourth.status().getConditions())
              .anySatisfy(condition -> {
                assertThat(condition.getReason()).isEqualTo(Reason.CredentialsMissing);
                assertThat(condition.getMessage()).contains("not-there");
              });
        });
  }
}
