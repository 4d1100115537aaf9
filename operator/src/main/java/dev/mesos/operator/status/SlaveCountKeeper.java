package dev.mesos.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.SlavesStatus;
import dev.mesos.operator.registration.SlaveCounts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a leader was found to count until it has been asked again: an operator that starts
 * anew must not say that slaves were lost. Another leader starts from nothing.
 */
final class SlaveCountKeeper {
  private SlaveCountKeeper() {}

  static Facts fill(
      Facts facts, LeadershipRecord.Books books, @Nullable MesosClusterStatus previous) {
    if (facts.slaves().isPresent() || previous == null || !sameLeader(books, previous)) {
      return facts;
    }
    return new Facts(
        facts.cluster(),
        facts.observed(),
        facts.election(),
        counts(previous.getSlaves()),
        facts.obstacle());
  }

  private static boolean sameLeader(LeadershipRecord.Books books, MesosClusterStatus previous) {
    LeaderStatus before = previous.getLeader();
    LeaderStatus now = books.leader();
    return before != null && now != null && Objects.equals(before.getEpoch(), now.getEpoch());
  }

  private static Optional<SlaveCounts> counts(@Nullable SlavesStatus slaves) {
    return Optional.ofNullable(slaves)
        .filter(before -> before.getRegistered() != null)
        .map(before ->
            new SlaveCounts(
                requireNonNullElse(before.getRegistered(), 0),
                requireNonNullElse(before.getUnreachable(), 0),
                requireNonNullElse(before.getDeactivated(), 0),
                List.of()));
  }
}
