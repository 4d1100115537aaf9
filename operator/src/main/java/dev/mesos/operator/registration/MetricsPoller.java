package dev.mesos.operator.registration;

import dev.mesos.operator.model.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link SlaveCounter} by the leader's {@code /metrics/snapshot}: every second until all slaves are
 * there that should be, then every 15 seconds. Only when its counters change, or what is wanted
 * does, the slaves themselves are listed.
 */
public final class MetricsPoller implements SlaveCounter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPoller.class);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(15);

  private final LeaderApi leader = new LeaderApi();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slave-counter").factory());
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();
  private volatile Consumer<ClusterId> listener = id -> {};
  private volatile BiConsumer<ClusterId, String> losses = (id, loss) -> {};

  @Override
  public void onChange(Consumer<ClusterId> listener) {
    this.listener = listener;
  }

  @Override
  public void onLoss(BiConsumer<ClusterId, String> listener) {
    losses = listener;
  }

  @Override
  public Optional<SlaveCounts> counts(Target target) {
    Poll poll =
        polls.compute(
            target.id().key(),
            (key, running) -> {
              if (running != null && running.asks(target)) {
                want(running, target);
                return running;
              }
              if (running != null) {
                running.stopped = true;
              }
              return begin(new Poll(target));
            });
    return Optional.ofNullable(poll.counts);
  }

  @Override
  public void stop(ClusterId id) {
    Poll poll = polls.remove(id.key());
    if (poll != null) {
      poll.stopped = true;
    }
  }

  private Poll begin(Poll poll) {
    timer.execute(() -> ask(poll));
    return poll;
  }

  private void want(Poll poll, Target target) {
    if (!target.equals(poll.target)) {
      poll.target = target;
      timer.execute(() -> {
        poll.counters = null;
        // else it is being asked just now, and asked again soon
        if (poll.next != null && poll.next.cancel(false)) {
          ask(poll);
        }
      });
    }
  }

  private void ask(Poll poll) {
    if (poll.stopped) {
      return;
    }
    String address = poll.target.address();
    var unused =
        leader
            .counters(address)
            .thenCompose(counters ->
                counters.equals(poll.counters)
                    ? CompletableFuture.<@Nullable Void>completedFuture(null)
                    : leader.slaves(address).thenAccept(slaves -> take(poll, counters, slaves)))
            .whenComplete((nothing, error) -> {
              if (error != null) {
                LOG.debug("no slave counts cluster={} leader={}", poll.target.id(), address, error);
              }
              askAgain(poll);
            });
  }

  private void askAgain(Poll poll) {
    if (!poll.stopped && !timer.isShutdown()) {
      Duration pause = poll.isWhole() ? REST : BUSY;
      poll.next = timer.schedule(() -> ask(poll), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void take(Poll poll, Counters counters, List<KnownSlave> slaves) {
    Target target = poll.target;
    if (poll.stopped) {
      return;
    }
    tellLosses(poll, counters, slaves);
    poll.known =
        slaves.stream()
            .collect(Collectors.toMap(KnownSlave::id, KnownSlave::shortName, (a, b) -> a));
    SlaveCounts counts = SlaveChanges.counts(counters, slaves);
    if (!counts.equals(poll.counts)) {
      poll.counts = counts;
      LOG.info(
          "slaves cluster={} epoch={} registered={} unreachable={} deactivated={}",
          target.id(),
          target.epoch(),
          counts.registered(),
          counts.unreachable(),
          counts.deactivated());
      listener.accept(target.id());
    }
    List<KnownSlave> departed = SlaveChanges.departed(target.id(), target.kept(), slaves);
    departed.forEach(slave -> remove(target, slave));
    // while somebody is to be removed it is looked again, whatever the counters say
    boolean done = departed.isEmpty() && target == poll.target;
    poll.counters = done ? counters : null;
  }

  private void tellLosses(Poll poll, Counters counters, List<KnownSlave> slaves) {
    SlaveCounts before = poll.counts;
    int more = before == null ? 0 : counters.deactivated() - before.deactivated();
    if (more > 0) {
      losses.accept(poll.target.id(), SlaveChanges.loss(poll.known, slaves, more));
    }
  }

  private void remove(Target target, KnownSlave slave) {
    var unused =
        leader
            .markGone(target.address(), slave.id())
            .whenComplete((done, error) -> {
              if (error == null) {
                LOG.info(
                    "slave removed cluster={} id={} hostname={} reason=\"scaled down\"",
                    target.id(),
                    slave.id(),
                    slave.hostname());
              } else {
                LOG.warn("slave not removed cluster={} id={}", target.id(), slave.id(), error);
              }
            });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    leader.close();
  }

  /** One leader of one cluster. */
  private static final class Poll {
    private volatile Target target;
    private volatile @Nullable SlaveCounts counts;
    private volatile @Nullable Counters counters;
    private volatile Map<String, String> known = Map.of();
    private volatile boolean stopped;
    private volatile @Nullable Future<?> next;

    Poll(Target target) {
      this.target = target;
    }

    boolean asks(Target other) {
      return target.epoch() == other.epoch() && target.address().equals(other.address());
    }

    /** All are there, and nobody is to be removed. */
    boolean isWhole() {
      SlaveCounts seen = counts;
      return seen != null
          && counters != null
          && seen.registered() == target.wanted()
          && seen.unreachable() == 0;
    }
  }
}
