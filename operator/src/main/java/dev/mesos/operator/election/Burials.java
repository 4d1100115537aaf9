package dev.mesos.operator.election;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.ClusterPath;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.operator.model.ClusterId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the znodes of dead candidates, in the background, each by one attempt at a time. An
 * attempt that fails is made again when somebody asks again; meanwhile the session times out.
 * Thread-safe.
 */
final class Burials {
  private static final Logger LOG = LoggerFactory.getLogger(Burials.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private record Grave(String cluster, long epoch) {}

  private final Set<Grave> running = ConcurrentHashMap.newKeySet();
  private volatile BiConsumer<ClusterId, Candidate> listener = (id, candidate) -> {};

  /** Whom to tell of each candidate that was removed. */
  void onBurial(BiConsumer<ClusterId, Candidate> listener) {
    this.listener = listener;
  }

  /** Begins, unless it is under way. Returns at once. */
  void begin(WatchTarget target, Candidate dead) {
    Grave grave = new Grave(target.id().key(), dead.epoch());
    if (running.add(grave)) {
      Thread.ofVirtual()
          .name("bury-" + target.id())
          .start(() -> {
            try {
              run(target, dead);
            } finally {
              running.remove(grave);
            }
          });
    }
  }

  private void run(WatchTarget target, Candidate dead) {
    Outcome outcome;
    try {
      outcome = new ClusterPath(target.url(), DEADLINE).removeCandidate(dead);
    } catch (RuntimeException e) {
      LOG.warn("candidate not removed cluster={} znode={}", target.id(), dead.znode(), e);
      return;
    }
    switch (outcome) {
      case Outcome.Deleted(boolean byUs) when byUs -> listener.accept(target.id(), dead);
      case Outcome.Deleted gone -> {} // it went by itself meanwhile
      default ->
          LOG.warn(
              "candidate not removed cluster={} znode={}: {}", target.id(), dead.znode(), outcome);
    }
  }
}
