package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.DrainInfo;
import org.apache.mesos.Protos.DrainState;
import org.apache.mesos.Protos.SlaveInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operation is valid when (of Mesos's {@code RegistrarTest}: conformance item 88). */
class TransitionTest {

  private static final Instant BEFORE = Instant.ofEpochMilli(1_000);
  private static final Instant AT = Instant.ofEpochMilli(2_000);
  private static final SlaveInfo SLAVE = TestSlaves.info(1);
  private static final String ID = TestSlaves.id(1);

  /** What comes of it: a state, {@code -} for no entry, {@code =} for no change, or a refusal. */
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          operation,   none,     admitted,         deactivated,  gone
          Admit,       ADMITTED, ALREADY_ADMITTED, DEACTIVATED!, GONE!
          Update,      UNKNOWN,  =,                DEACTIVATED!, GONE!
          Change,      UNKNOWN,  ADMITTED,         DEACTIVATED!, GONE!
          Deactivate,  UNKNOWN,  DEACTIVATED,      DEACTIVATED!, GONE!
          Readmit,     ADMITTED, =,                ADMITTED,     GONE!
          MarkGone,    UNKNOWN,  GONE,             GONE,         GONE!
          Remove,      UNKNOWN,  -,                DEACTIVATED!, GONE!
          Drain,       UNKNOWN,  ADMITTED,         DEACTIVATED,  GONE!
          MarkDrained, UNKNOWN,  NOT_DRAINING,     NOT_DRAINING, GONE!
          Cordon,      UNKNOWN,  ADMITTED,         DEACTIVATED,  GONE!
          Uncordon,    UNKNOWN,  =,                =,            GONE!
          Prune,       UNKNOWN,  NOT_PRUNABLE,     -,            -
          """)
  void everyOperationInEveryState(
      String operation, String none, String admitted, String deactivated, String gone) {
    RegistryOperation given = operation(operation);
    assertThat(came(Optional.empty(), given)).isEqualTo(none);
    assertThat(came(Optional.of(entry(State.ADMITTED)), given)).isEqualTo(admitted);
    assertThat(came(Optional.of(entry(State.DEACTIVATED)), given)).isEqualTo(deactivated);
    assertThat(came(Optional.of(entry(State.GONE)), given)).isEqualTo(gone);
  }

  private static RegistryOperation operation(String name) {
    return switch (name) {
      case "Admit" -> new RegistryOperation.Admit(SLAVE);
      case "Update" -> new RegistryOperation.Update(SLAVE);
      case "Change" -> new RegistryOperation.Update(SLAVE.toBuilder().setPort(1).build());
      case "Deactivate" -> new RegistryOperation.Deactivate(ID);
      case "Readmit" -> new RegistryOperation.Readmit(SLAVE);
      case "MarkGone" -> new RegistryOperation.MarkGone(ID);
      case "Remove" -> new RegistryOperation.Remove(ID);
      case "Drain" -> new RegistryOperation.Drain(ID, DrainConfig.getDefaultInstance());
      case "MarkDrained" -> new RegistryOperation.MarkDrained(ID);
      case "Cordon" -> new RegistryOperation.Cordon(ID);
      case "Uncordon" -> new RegistryOperation.Uncordon(ID);
      case "Prune" -> new RegistryOperation.Prune(ID);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String came(Optional<RegistryEntry> now, RegistryOperation operation) {
    return switch (Transition.of(now, operation, AT, 9)) {
      case Transition.Write(RegistryEntry entry) -> entry.state().name();
      case Transition.Erase() -> "-";
      case Transition.Nothing(RegistryEntry entry) -> "=";
      case Transition.Refuse(RegistryOutcome.Refusal reason, String detail) -> {
        assertThat(detail).contains(ID);
        // DEACTIVATED and GONE name a state and a refusal
        boolean ambiguous =
            reason == RegistryOutcome.Refusal.DEACTIVATED || reason == RegistryOutcome.Refusal.GONE;
        yield reason.name() + (ambiguous ? "!" : "");
      }
    };
  }

  @Test
  void timeAndEpochAreThoseOfTheState() {
    RegistryEntry admitted = entry(State.ADMITTED);
    RegistryEntry cordoned = written(admitted, new RegistryOperation.Cordon(ID));
    assertThat(cordoned.since()).isEqualTo(BEFORE);
    assertThat(cordoned.epoch()).isEqualTo(5);
    RegistryEntry lost = written(cordoned, new RegistryOperation.Deactivate(ID));
    assertThat(lost.since()).isEqualTo(AT);
    assertThat(lost.epoch()).isEqualTo(9);
  }

  /** Mesos keeps them in its list of unreachable agents, and gives them back. */
  @Test
  void whatAnOperatorWantedOutlivesADeactivation() {
    DrainConfig config = DrainConfig.newBuilder().setMarkGone(true).build();
    RegistryEntry draining =
        written(entry(State.ADMITTED), new RegistryOperation.Drain(ID, config));
    assertThat(draining.cordoned()).isTrue();
    RegistryEntry lost = written(draining, new RegistryOperation.Deactivate(ID));
    assertThat(lost.slave()).isEmpty();
    assertThat(lost.hostname()).isEqualTo(SLAVE.getHostname());
    RegistryEntry drained = written(lost, new RegistryOperation.MarkDrained(ID));
    RegistryEntry back = written(drained, new RegistryOperation.Readmit(SLAVE));
    assertThat(back.slave()).contains(SLAVE);
    assertThat(back.cordoned()).isTrue();
    assertThat(back.drain())
        .contains(DrainInfo.newBuilder().setState(DrainState.DRAINED).setConfig(config).build());
    RegistryEntry gone = written(back, new RegistryOperation.MarkGone(ID));
    assertThat(gone.cordoned()).isFalse();
    assertThat(gone.drain()).isEmpty();
  }

  @Test
  void aDrainBeginsAnewOnlyWhenItIsAnother() {
    RegistryOperation drain = new RegistryOperation.Drain(ID, DrainConfig.getDefaultInstance());
    RegistryEntry draining = written(entry(State.ADMITTED), drain);
    assertThat(draining.drainSince()).contains(AT);
    assertThat(Transition.of(Optional.of(draining), drain, AT.plusSeconds(9), 9))
        .isInstanceOf(Transition.Nothing.class);
    RegistryEntry drained = written(draining, new RegistryOperation.MarkDrained(ID));
    assertThat(drained.drainSince()).contains(AT);
    Transition again = Transition.of(Optional.of(drained), drain, AT.plusSeconds(9), 9);
    assertThat(((Transition.Write) again).entry().drainSince()).contains(AT.plusSeconds(9));
    RegistryEntry back = written(drained, new RegistryOperation.Uncordon(ID));
    assertThat(back.drainSince()).isEmpty();
    assertThat(back.record().hasDrainSinceMs()).isFalse();
  }

  @Test
  void aDrainEndsOnce() {
    RegistryEntry draining =
        written(
            entry(State.ADMITTED),
            new RegistryOperation.Drain(ID, DrainConfig.getDefaultInstance()));
    RegistryEntry drained = written(draining, new RegistryOperation.MarkDrained(ID));
    assertThat(came(Optional.of(drained), new RegistryOperation.MarkDrained(ID)))
        .isEqualTo("NOT_DRAINING");
    RegistryEntry again = written(drained, new RegistryOperation.Uncordon(ID));
    assertThat(again.cordoned()).isFalse();
    assertThat(again.drain()).isEmpty();
  }

  private static RegistryEntry written(RegistryEntry now, RegistryOperation operation) {
    return ((Transition.Write) Transition.of(Optional.of(now), operation, AT, 9)).entry();
  }

  private static RegistryEntry entry(State state) {
    RegistryRecord.Builder record =
        RegistryRecord.newBuilder()
            .setId(ID)
            .setState(state)
            .setSinceMs(BEFORE.toEpochMilli())
            .setEpoch(5);
    return new RegistryEntry(
        state == State.ADMITTED
            ? record.setSlave(SLAVE).build()
            : record.setHostname(SLAVE.getHostname()).build());
  }
}
