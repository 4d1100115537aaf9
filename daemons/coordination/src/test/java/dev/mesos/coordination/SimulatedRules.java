package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.Rules;
import java.time.Duration;
import java.util.Optional;

/** The rules that elections in the simulated world are run by: ours, and mutants of them. */
final class SimulatedRules {

  private static final CandidateReader READER = new CandidateReader();

  private SimulatedRules() {}

  /** As we do it. */
  static Rules ours() {
    return new Rules(
        "ours",
        true,
        SimulatedRules::readable,
        (part, host, timeout, tick) ->
            new SimulatedElection(host, duty(part), settings(timeout, tick)));
  }

  static SimulatedElection.Duty duty(Rules.Part part) {
    return SimulatedElection.Duty.valueOf(part.name());
  }

  static SessionSettings settings(long timeout, long tick) {
    return new SessionSettings(
        Duration.ofNanos(timeout), Duration.ofNanos(tick), true, Optional.empty());
  }

  static boolean readable(String name, byte[] content) {
    return MemberName.parse(name)
        .map(member -> {
          try {
            READER.read(member, content);
            return true;
          } catch (UnreadableCandidateException e) {
            return false;
          }
        })
        .orElse(false);
  }
}
