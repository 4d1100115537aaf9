package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.admit;
import static dev.mesos.master.core.Scene.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterRules.PartitionedAgents;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A slave that the registry does not know: of another cluster that moves in, or forgotten. */
class StrangersTest {

  private static final String STRANGER = "master-y-S1";
  private static final int LIMIT = 2;
  private static final RegistryOperation[] ONE_GIVEN_UP = {
    admit("master-z-S1", 11), new RegistryOperation.Deactivate("master-z-S1")
  };
  private static final RegistryOperation[] TWO_GIVEN_UP = {
    admit("master-z-S1", 11),
    new RegistryOperation.Deactivate("master-z-S1"),
    admit("master-z-S2", 12),
    new RegistryOperation.MarkGone("master-z-S2")
  };

  private static MasterRules rules(PartitionedAgents partitionedAgents) {
    return new MasterRules(
        true,
        Duration.ofSeconds(15),
        5,
        Duration.ofMinutes(10),
        partitionedAgents,
        1.0,
        Optional.empty(),
        Duration.ofDays(14),
        LIMIT);
  }

  private static List<MasterAction> stranger(
      PartitionedAgents partitionedAgents, Duration age, RegistryOperation... before) {
    Scene scene = new Scene(rules(partitionedAgents));
    scene.inherits(scene.now.minus(age), before).leads();
    return scene.reregisters(STRANGER, 1);
  }

  @Test
  void isTakenOverIntoAYoungRegistry() {
    List<MasterAction> actions =
        stranger(PartitionedAgents.SHUTDOWN, Duration.ofDays(13), ONE_GIVEN_UP);
    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
  }

  @Test
  void isRefusedWhenTheRegistryIsOldEnoughToHaveForgotten() {
    List<MasterAction> actions = stranger(PartitionedAgents.SHUTDOWN, Duration.ofDays(14));
    assertThat(sent(actions, ShutdownMessage.class)).hasSize(1);
    assertThat(sent(actions, SlaveReregisteredMessage.class)).isEmpty();
  }

  @Test
  void isRefusedWhenTheRegistryIsFullEnoughToHaveForgotten() {
    List<MasterAction> actions =
        stranger(PartitionedAgents.SHUTDOWN, Duration.ofDays(1), TWO_GIVEN_UP);
    assertThat(sent(actions, ShutdownMessage.class)).hasSize(1);
    assertThat(sent(actions, SlaveReregisteredMessage.class)).isEmpty();
  }

  @Test
  void isAlwaysTakenOverByTheRuleOfMesos1x() {
    List<MasterAction> actions =
        stranger(PartitionedAgents.REREGISTER, Duration.ofDays(30), TWO_GIVEN_UP);
    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
  }
}
