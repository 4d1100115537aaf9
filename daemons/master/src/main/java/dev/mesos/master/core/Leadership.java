package dev.mesos.master.core;

import dev.mesos.coordination.MasterInfo;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who leads, as far as this master knows, and what follows from a change.
 *
 * <ul>
 *   <li>We lead from the proof of our candidacy on, and never again after any doubt: then the
 *       process ends.
 *   <li>A standby that had a leader and has none ends too, unless it is told to wait.
 *   <li>A master that never had a leader waits, and so does one that has not stood yet: whom it saw
 *       lead may have been dead before it started, and when the last of those is gone, its own
 *       candidacy comes next.
 *   <li>After the end nothing happens any more.
 * </ul>
 */
final class Leadership {

  /** What a change asks for. */
  sealed interface Verdict {
    /** Go on. */
    record Nothing() implements Verdict {}

    /** Begin to lead. */
    record Lead() implements Verdict {}

    /** Stand for election again. */
    record Contend() implements Verdict {}

    /** End the process with an error. */
    record Exit(String reason) implements Verdict {}
  }

  private enum Role {
    STANDBY,
    LEADING,
    STOPPED
  }

  private static final Verdict NOTHING = new Verdict.Nothing();

  private final boolean exitWhenLeaderless;
  private final MasterInfo self;
  private Role role = Role.STANDBY;
  private boolean stood;
  private boolean wasLed;
  private Optional<MasterInfo> leader = Optional.empty();
  private OptionalLong leaderEpoch = OptionalLong.empty();
  private OptionalLong ownEpoch = OptionalLong.empty();

  Leadership(boolean exitWhenLeaderless, MasterInfo self) {
    this.exitWhenLeaderless = exitWhenLeaderless;
    this.self = self;
  }

  boolean leading() {
    return role == Role.LEADING;
  }

  boolean stopped() {
    return role == Role.STOPPED;
  }

  Optional<MasterInfo> leader() {
    return leader;
  }

  /** The epoch of the known leader. */
  OptionalLong epoch() {
    return leaderEpoch;
  }

  /** The epoch that we lead in. */
  OptionalLong ownEpoch() {
    return ownEpoch;
  }

  void candidacyJoined() {
    stood = true;
  }

  Verdict candidacyLeads(OptionalLong epoch) {
    return switch (role) {
      case STOPPED -> NOTHING;
      case LEADING -> epoch.equals(ownEpoch) ? NOTHING : exit("our candidacy was replaced");
      case STANDBY -> {
        role = Role.LEADING;
        wasLed = true;
        ownEpoch = epoch;
        leader = Optional.of(self);
        leaderEpoch = epoch;
        yield new Verdict.Lead();
      }
    };
  }

  Verdict candidacyLost(String detail) {
    return switch (role) {
      case STOPPED -> NOTHING;
      case LEADING -> exit("our candidacy is lost: " + detail);
      case STANDBY -> new Verdict.Contend();
    };
  }

  Verdict leaderDetected(MasterInfo detected, OptionalLong epoch) {
    boolean other = !detected.id().equals(self.id());
    return switch (role) {
      case STOPPED -> NOTHING;
      case LEADING -> other ? exit("another master leads: " + detected.pid()) : NOTHING;
      case STANDBY -> {
        wasLed = true;
        leader = Optional.of(detected);
        leaderEpoch = epoch;
        yield NOTHING;
      }
    };
  }

  Verdict noLeaderDetected(String detail) {
    return switch (role) {
      case STOPPED -> NOTHING;
      case LEADING -> exit("nobody is known to lead: " + detail);
      case STANDBY -> {
        leader = Optional.empty();
        leaderEpoch = OptionalLong.empty();
        yield stood && wasLed && exitWhenLeaderless
            ? exit("the leader is gone: " + detail)
            : NOTHING;
      }
    };
  }

  /** Ends it all; false if it had ended before. */
  boolean stop() {
    boolean first = role != Role.STOPPED;
    role = Role.STOPPED;
    leader = Optional.empty();
    leaderEpoch = OptionalLong.empty();
    return first;
  }

  private Verdict exit(String reason) {
    stop();
    return new Verdict.Exit(reason);
  }
}
