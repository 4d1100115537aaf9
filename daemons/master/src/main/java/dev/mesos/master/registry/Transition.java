package dev.mesos.master.registry;

import dev.mesos.master.registry.RegistryOutcome.Refusal;
import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.Protos.DrainInfo;
import org.apache.mesos.Protos.DrainState;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * What an operation makes of what is known of a slave: valid exactly where it is in Mesos.
 *
 * <ul>
 *   <li>No way leads from deactivated to admitted but {@link RegistryOperation.Readmit}, and none
 *       out of gone but being forgotten.
 *   <li>Time and epoch are those of the last change of the state, not of what goes with it.
 *   <li>What is not known of a record stays in it.
 * </ul>
 */
sealed interface Transition {

  /** It is to be so. */
  record Write(RegistryEntry entry) implements Transition {}

  /** It is to be forgotten. */
  record Erase() implements Transition {}

  /** It is so already. */
  record Nothing(RegistryEntry entry) implements Transition {}

  /** It may not be. */
  record Refuse(Refusal reason, String detail) implements Transition {}

  /**
   * Judges an operation.
   *
   * @param now what is known of its slave, if anything
   * @param at the time of the operation
   * @param epoch of the leader
   */
  static Transition of(
      Optional<RegistryEntry> now, RegistryOperation operation, Instant at, long epoch) {
    if (now.isEmpty()) {
      return ofUnknown(operation, at, epoch);
    }
    RegistryEntry entry = now.get();
    return switch (operation) {
      case RegistryOperation.Admit admit -> refuse(entry, "may not be admitted");
      case RegistryOperation.Update update ->
          entry.state() == State.ADMITTED
              ? write(entry, entry.record().toBuilder().setSlave(update.slave()))
              : refuse(entry, "may not be updated");
      case RegistryOperation.Deactivate deactivate ->
          entry.state() == State.ADMITTED
              ? write(entry, retired(entry, State.DEACTIVATED, at, epoch))
              : refuse(entry, "is not admitted");
      case RegistryOperation.Readmit readmit ->
          switch (entry.state()) {
            case ADMITTED -> new Nothing(entry);
            case DEACTIVATED ->
                write(entry, admitted(entry.record().toBuilder(), readmit.slave(), at, epoch));
            case GONE -> refuse(entry, "may not come back");
          };
      case RegistryOperation.MarkGone gone ->
          entry.state() == State.GONE
              ? refuse(entry, "is gone already")
              : write(
                  entry,
                  retired(entry, State.GONE, at, epoch)
                      .clearDrain()
                      .clearDrainSinceMs()
                      .clearCordoned());
      case RegistryOperation.Remove remove ->
          entry.state() == State.ADMITTED ? new Erase() : refuse(entry, "is not admitted");
      case RegistryOperation.Prune prune ->
          entry.state() == State.ADMITTED
              ? new Refuse(Refusal.NOT_PRUNABLE, "slave " + entry.id() + " is admitted")
              : new Erase();
      case RegistryOperation.Drain drain -> service(entry, operation, at);
      case RegistryOperation.MarkDrained drained -> service(entry, operation, at);
      case RegistryOperation.Cordon cordon -> service(entry, operation, at);
      case RegistryOperation.Uncordon uncordon -> service(entry, operation, at);
    };
  }

  private static Transition ofUnknown(RegistryOperation operation, Instant at, long epoch) {
    RegistryRecord.Builder fresh = RegistryRecord.newBuilder().setId(operation.id());
    return switch (operation) {
      case RegistryOperation.Admit admit -> written(admitted(fresh, admit.slave(), at, epoch));
      case RegistryOperation.Readmit readmit ->
          written(admitted(fresh, readmit.slave(), at, epoch));
      default -> new Refuse(Refusal.UNKNOWN, "slave " + operation.id() + " is not known");
    };
  }

  /** What operators ask for: of slaves that are admitted, or may be again. */
  private static Transition service(RegistryEntry entry, RegistryOperation operation, Instant at) {
    if (entry.state() == State.GONE) {
      return refuse(entry, "is gone");
    }
    RegistryRecord.Builder record = entry.record().toBuilder();
    return switch (operation) {
      case RegistryOperation.Drain drain -> {
        DrainInfo asked =
            DrainInfo.newBuilder().setState(DrainState.DRAINING).setConfig(drain.config()).build();
        if (!asked.equals(record.getDrain())) {
          record.setDrainSinceMs(at.toEpochMilli());
        }
        yield write(entry, record.setCordoned(true).setDrain(asked));
      }
      case RegistryOperation.MarkDrained drained -> {
        if (!record.hasDrain() || record.getDrain().getState() != DrainState.DRAINING) {
          yield new Refuse(Refusal.NOT_DRAINING, "slave " + entry.id() + " is not being drained");
        }
        record.getDrainBuilder().setState(DrainState.DRAINED);
        yield write(entry, record);
      }
      case RegistryOperation.Cordon cordon -> write(entry, record.setCordoned(true));
      case RegistryOperation.Uncordon uncordon ->
          write(entry, record.clearCordoned().clearDrain().clearDrainSinceMs());
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static RegistryRecord.Builder admitted(
      RegistryRecord.Builder record, SlaveInfo slave, Instant at, long epoch) {
    return record
        .setState(State.ADMITTED)
        .setSinceMs(at.toEpochMilli())
        .setEpoch(epoch)
        .clearHostname()
        .setSlave(slave);
  }

  private static RegistryRecord.Builder retired(
      RegistryEntry entry, State state, Instant at, long epoch) {
    return entry.record().toBuilder()
        .setState(state)
        .setSinceMs(at.toEpochMilli())
        .setEpoch(epoch)
        .setHostname(entry.hostname())
        .clearSlave();
  }

  private static Transition write(RegistryEntry before, RegistryRecord.Builder after) {
    RegistryRecord record = after.build();
    return record.equals(before.record())
        ? new Nothing(before)
        : new Write(new RegistryEntry(record));
  }

  private static Transition written(RegistryRecord.Builder record) {
    return new Write(new RegistryEntry(record.build()));
  }

  private static Transition refuse(RegistryEntry entry, String what) {
    Refusal reason =
        switch (entry.state()) {
          case ADMITTED -> Refusal.ALREADY_ADMITTED;
          case DEACTIVATED -> Refusal.DEACTIVATED;
          case GONE -> Refusal.GONE;
        };
    return new Refuse(
        reason,
        "slave %s %s: %s since %s"
            .formatted(
                entry.id(),
                what,
                entry.state().name().toLowerCase(java.util.Locale.ROOT),
                entry.since()));
  }
}
