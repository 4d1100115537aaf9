package dev.mesos.operator.election;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.ClusterPath;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.operator.model.ClusterId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ElectionWatches} on ZooKeeper itself. */
public final class ZooKeeperWatches implements ElectionWatches, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperWatches.class);
  private static final Duration REMOVAL_DEADLINE = Duration.ofSeconds(8);

  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("znode-timer").factory());
  private final Map<String, ClusterWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, Removal> removals = new ConcurrentHashMap<>();
  private final Burials burials = new Burials();
  private volatile Consumer<ClusterId> listener = id -> {};

  public ZooKeeperWatches(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void onChange(Consumer<ClusterId> listener) {
    this.listener = listener;
  }

  @Override
  public ElectionView watch(WatchTarget target) {
    ClusterWatch watch =
        watches.compute(
            target.id().key(),
            (key, running) -> {
              if (running != null && running.target().equals(target)) {
                return running;
              }
              if (running != null) {
                running.close();
              }
              return begin(target);
            });
    return watch.view();
  }

  private ClusterWatch begin(WatchTarget target) {
    LOG.info("watch started cluster={} url={}", target.id(), target.url());
    ClusterWatch watch = new ClusterWatch(target, () -> listener.accept(target.id()), clock, timer);
    watch.start();
    return watch;
  }

  @Override
  public ElectionView look(ClusterId id) {
    ClusterWatch watch = watches.get(id.key());
    return watch == null ? ElectionView.NONE : watch.view();
  }

  @Override
  public void stop(ClusterId id) {
    ClusterWatch watch = watches.remove(id.key());
    if (watch != null) {
      watch.close();
      LOG.info("watch ended cluster={}", id);
    }
  }

  @Override
  public Removal remove(WatchTarget target, boolean keep) {
    stop(target.id());
    return removals.computeIfAbsent(
        target.id().uid(),
        uid -> {
          Thread.ofVirtual().name("remove-" + target.id()).start(() -> run(target, keep));
          return new Removal.Running();
        });
  }

  private void run(WatchTarget target, boolean keep) {
    ClusterId id = target.id();
    Removal result;
    try {
      ClusterPath path = new ClusterPath(target.url(), REMOVAL_DEADLINE);
      ClusterPath.Owner owner = ClusterWatch.owner(id);
      result = result(keep ? path.release(owner) : path.delete(owner));
    } catch (RuntimeException e) {
      LOG.warn("removal failed cluster={} path={}", id, target.url().path(), e);
      result = new Removal.Failed(String.valueOf(e.getMessage()));
    }
    LOG.info("removal cluster={} path={} result={}", id, target.url().path(), result);
    removals.put(id.uid(), result);
    listener.accept(id);
  }

  /** A znode that is not ours is none of our business: nothing is left to do. */
  private static Removal result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Deleted deleted -> new Removal.Done();
      case Outcome.Released released -> new Removal.Done();
      case Outcome.Ensured ensured -> new Removal.Done();
      case Outcome.Foreign foreign -> new Removal.Done();
      case Outcome.Denied denied -> new Removal.Failed(denied.message());
      case Outcome.Unavailable unavailable -> new Removal.Unanswered(unavailable.message());
    };
  }

  @Override
  public void bury(ClusterId id, Candidate dead) {
    ClusterWatch watch = watches.get(id.key());
    if (watch != null) {
      burials.begin(watch.target(), dead);
    }
  }

  @Override
  public void onBurial(BiConsumer<ClusterId, Candidate> listener) {
    burials.onBurial(listener);
  }

  @Override
  public void forget(ClusterId id) {
    removals.remove(id.uid());
  }

  @Override
  public void close() {
    watches.values().forEach(ClusterWatch::close);
    watches.clear();
    timer.shutdownNow();
  }
}
