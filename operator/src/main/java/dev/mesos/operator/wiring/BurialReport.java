package dev.mesos.operator.wiring;

import dev.mesos.coordination.Candidate;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.model.ClusterId;
import java.util.function.BiConsumer;

/** Counts and tells that a dead master's candidacy was removed. */
final class BurialReport implements BiConsumer<ClusterId, Candidate> {
  private final ClusterEvents events;
  private final OperatorMetrics metrics;

  BurialReport(ClusterEvents events, OperatorMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public void accept(ClusterId id, Candidate dead) {
    metrics.candidateRemoved();
    events.publish(id, event(dead));
  }

  private static ClusterEvent event(Candidate dead) {
    return new ClusterEvent(
        EventReason.CandidateRemoved,
        "the master at "
            + dead.info().hostname()
            + " with id "
            + dead.info().id()
            + " was reported dead; its candidacy "
            + dead.znode()
            + " with epoch "
            + dead.epoch()
            + " was removed");
  }
}
