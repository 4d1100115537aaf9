package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.LatchParticipant;
import dev.mesos.coordination.simulation.election.MesosParticipant;
import dev.mesos.coordination.simulation.election.Rules;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import java.time.Duration;
import java.util.List;
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
            new ElectionParticipant(host, duty(part), settings(timeout, tick)));
  }

  /** Ours with something wrong. */
  static Rules mutant(String name, Mutation mutation) {
    return new Rules(
        name,
        true,
        SimulatedRules::readable,
        (part, host, timeout, tick) ->
            new ElectionParticipant(host, duty(part), settings(timeout, tick)) {
              @Override
              public void on(ElectionEvent event) {
                for (ElectionEvent wrong : mutation.of(event, host.process().now())) {
                  super.on(wrong);
                }
              }
            });
  }

  /** What a core is told instead of the truth. */
  @FunctionalInterface
  interface Mutation {
    List<ElectionEvent> of(ElectionEvent event, long now);
  }

  /** A touch counts with the first proof after it, as if that had carried it to the leader. */
  static Rules oneProof() {
    return mutant(
        "one proof suffices",
        (event, now) ->
            event instanceof ElectionEvent.Proved
                ? List.of(event, new ElectionEvent.Proved(now))
                : List.of(event));
  }

  /** The lease is proved by a request that a follower answers by itself. */
  static Rules provedByReads() {
    return new Rules(
        "reads are proofs",
        true,
        SimulatedRules::readable,
        (part, host, timeout, tick) ->
            new ElectionParticipant(host, duty(part), settings(timeout, tick)) {
              @Override
              Operation proof(String path) {
                return new Operation.Exists(path, false);
              }
            });
  }

  /** The lease is proved by a request that a leader answers by itself. */
  static Rules provedBySync() {
    return new Rules(
        "syncs are proofs",
        true,
        SimulatedRules::readable,
        (part, host, timeout, tick) ->
            new ElectionParticipant(host, duty(part), settings(timeout, tick)) {
              @Override
              Operation proof(String path) {
                return new Operation.Sync();
              }
            });
  }

  /** Nothing is left for clocks that run at different speeds. */
  static Rules noMargin() {
    return mutant(
        "no margin",
        (event, now) ->
            List.of(
                event instanceof ElectionEvent.Connected(long timeout, long at)
                    ? new ElectionEvent.Connected(timeout * 20 / 19, at)
                    : event));
  }

  /** A touch is taken to be at ZooKeeper's leader at once. */
  static Rules noLag() {
    return new Rules(
        "no lag",
        true,
        SimulatedRules::readable,
        (part, host, timeout, tick) ->
            new ElectionParticipant(host, duty(part), settings(timeout, 1_000_000)));
  }

  /** Apache Mesos 1.x. */
  static Rules mesos() {
    return new Rules(
        "Apache Mesos",
        false,
        (name, content) -> name.startsWith(MemberName.PREFIX),
        (part, host, timeout, tick) ->
            new MesosParticipant(
                host, timeout, part != Rules.Part.SLAVE && part != Rules.Part.OPERATOR));
  }

  /** Curator's LeaderLatch. */
  static Rules leaderLatch() {
    return new Rules(
        "LeaderLatch",
        false,
        (name, content) -> name.startsWith(MemberName.PREFIX),
        (part, host, timeout, tick) -> new LatchParticipant(host, timeout));
  }

  static ElectionParticipant.Duty duty(Rules.Part part) {
    return ElectionParticipant.Duty.valueOf(part.name());
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
