package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.SlavesStatus;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slaves that fall silent, for a moment or for longer, and such as leave in good order. */
@Order(6)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlaveLossScenario {
  private static final int SLAVES = 2;
  private static final String SILENT = "demo-slave-1";
  private static final Duration BRIEFLY = Duration.ofMillis(1_500);
  private static final Duration PAST_THE_BUDGET = Duration.ofSeconds(8);

  private final Cluster cluster;

  SlaveLossScenario(Scene scene) {
    this.cluster = scene.cluster("demo");
  }

  @BeforeAll
  void start() {
    scale(SLAVES);
  }

  private void scale(int slaves) {
    cluster.apply(
        "zookeeper: {replicas: 1}\nmasters: {replicas: 2, flags: %s}\nslaves: {replicas: %d}"
            .formatted(SlaveLosses.SHORT_BUDGETS, slaves));
  }

  @BeforeEach
  void isWhole() {
    cluster.awaitReady();
    Leadership.await(cluster, SLAVES);
  }

  @Test
  @Order(1)
  void slaveIsSilentForAMoment() throws Exception {
    SlaveLosses losses = SlaveLosses.begin(cluster);
    cluster.signal(SILENT, Backend.Signal.STOP);
    Eventually.throughout("nobody minds", BRIEFLY, losses::assertNone);
    cluster.signal(SILENT, Backend.Signal.CONT);
    Eventually.throughout("nobody minds afterwards", PAST_THE_BUDGET, losses::assertNone);
  }

  @Test
  @Order(2)
  void slaveIsSilentForLonger() throws Exception {
    SlaveLosses losses = SlaveLosses.begin(cluster);
    loseSlave(losses);
    Eventually.eventually(
        SILENT + " is back as a new slave",
        Eventually.CHANGE,
        () -> losses.assertBackAsNew(SILENT));
  }

  private void loseSlave(SlaveLosses losses) throws Exception {
    cluster.signal(SILENT, Backend.Signal.STOP);
    try {
      Eventually.eventually(
          SILENT + " is given up", Eventually.CHANGE, () -> losses.assertLost(SILENT));
      Eventually.eventually(
          "an event names " + SILENT, Eventually.CHANGE, () -> losses.assertTold(SILENT));
    } finally {
      cluster.signal(SILENT, Backend.Signal.CONT);
    }
  }

  /** The next leader has not heard anything of it, and knows what it may not do. */
  @Test
  @Order(3)
  void slaveThatWasGivenUpIsRefusedByTheNextLeader() throws Exception {
    SlaveLosses losses = SlaveLosses.begin(cluster);
    Leadership before = Leadership.await(cluster, SLAVES);
    cluster.signal(SILENT, Backend.Signal.STOP);
    try {
      Eventually.eventually(
          SILENT + " is given up", Eventually.CHANGE, () -> losses.assertLost(SILENT));
      cluster.signal(before.pod(), Backend.Signal.TERM);
      Leadership.awaitAfter(before, cluster, SLAVES - 1);
      losses.assertLost(SILENT);
    } finally {
      cluster.signal(SILENT, Backend.Signal.CONT);
    }
    Eventually.eventually(
        SILENT + " is back as a new slave",
        Eventually.CHANGE,
        () -> losses.assertBackAsNew(SILENT));
  }

  /** Nobody has given it up yet when the leader goes, and it does not come over to the next one. */
  @Test
  @Order(4)
  void slaveThatDoesNotComeOverIsGivenUp() throws Exception {
    SlaveLosses losses = SlaveLosses.begin(cluster);
    Leadership before = Leadership.await(cluster, SLAVES);
    cluster.signal(SILENT, Backend.Signal.STOP);
    try {
      cluster.signal(before.pod(), Backend.Signal.TERM);
      Eventually.eventually(
          SILENT + " is given up", Eventually.CHANGE, () -> losses.assertLost(SILENT));
    } finally {
      cluster.signal(SILENT, Backend.Signal.CONT);
    }
    Eventually.eventually(
        SILENT + " is back as a new slave",
        Eventually.CHANGE,
        () -> losses.assertBackAsNew(SILENT));
  }

  @Test
  @Order(5)
  void slavesThatAreScaledDownAreForgotten() throws Exception {
    int before = cluster.status().getSlaves().getDeactivated();
    scale(SLAVES - 1);
    Eventually.eventually(
        "one slave is left, and nobody waits for the other",
        Eventually.CHANGE,
        () -> {
          cluster.assertReady();
          SlavesStatus slaves = cluster.status().getSlaves();
          assertThat(slaves.getRegistered()).as("registered").isEqualTo(SLAVES - 1);
          assertThat(slaves.getUnreachable()).as("unreachable").isZero();
          assertThat(slaves.getDeactivated()).as("given up").isEqualTo(before);
        });
    scale(SLAVES);
  }
}
