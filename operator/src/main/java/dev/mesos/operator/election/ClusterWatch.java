package dev.mesos.operator.election;

import dev.mesos.coordination.ClusterPath;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.Detector;
import dev.mesos.coordination.Election;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.crds.Access;
import dev.mesos.crds.Reason;
import dev.mesos.operator.model.ClusterId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one cluster's election: makes sure of the znode, again and again until it succeeds, then
 * follows the candidates below it. If the znode vanishes it is made again.
 *
 * <p>State changes under the object's lock; ZooKeeper is called outside of it, on virtual threads.
 */
final class ClusterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final WatchTarget target;
  private final Runnable changed;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private ElectionView view = ElectionView.NONE;
  private Optional<Election> heardWhileUnreachable = Optional.empty();
  private @Nullable Detector detector;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private boolean closed;

  ClusterWatch(
      WatchTarget target, Runnable changed, InstantSource clock, ScheduledExecutorService timer) {
    this.target = target;
    this.changed = changed;
    this.clock = clock;
    this.timer = timer;
  }

  WatchTarget target() {
    return target;
  }

  synchronized ElectionView view() {
    return view;
  }

  /** Begins. Returns at once. */
  void start() {
    Thread.ofVirtual().name("znode-" + target.id()).start(this::ensure);
  }

  private void ensure() {
    ClusterId id = target.id();
    Outcome outcome;
    try {
      outcome = new ClusterPath(target.url(), DEADLINE).ensure(owner(id), access(target.access()));
    } catch (RuntimeException e) {
      LOG.warn("znode failed cluster={} path={}", id, target.url().path(), e);
      outcome = new Outcome.Unavailable(String.valueOf(e.getMessage()));
    }
    ensured(outcome);
  }

  static ClusterPath.Owner owner(ClusterId id) {
    return new ClusterPath.Owner(id.namespace(), id.name(), id.uid());
  }

  private static ClusterPath.Access access(Access access) {
    return switch (access) {
      case Digest -> ClusterPath.Access.DIGEST;
      case Open -> ClusterPath.Access.OPEN;
    };
  }

  private void ensured(Outcome outcome) {
    ZnodeState state = state(outcome);
    boolean news;
    synchronized (this) {
      if (closed) {
        return;
      }
      news = !view.znode().equals(state);
      view = view.withZnode(state);
      if (state instanceof ZnodeState.Ready) {
        pauseMillis = FIRST_PAUSE_MILLIS;
        detect();
      } else {
        tryAgain();
      }
    }
    if (news) {
      LOG.info("znode cluster={} path={} state={}", target.id(), target.url().path(), state);
      changed.run();
    }
  }

  private ZnodeState state(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ensured ensured -> new ZnodeState.Ready();
      case Outcome.Deleted deleted -> new ZnodeState.Pending();
      case Outcome.Released released -> new ZnodeState.Pending();
      case Outcome.Foreign foreign ->
          new ZnodeState.Failed(
              Reason.ZnodeOwnedByOther,
              "znode "
                  + foreign.path()
                  + " belongs to "
                  + foreign.owner()
                  + "; choose another zookeeper.path, or delete that znode if its owner is gone");
      case Outcome.Denied denied ->
          new ZnodeState.Failed(Reason.ZnodeAccessDenied, denied.message());
      case Outcome.Unavailable unavailable ->
          new ZnodeState.Failed(Reason.ZooKeeperUnreachable, unavailable.message());
    };
  }

  private void tryAgain() {
    var unused =
        timer.schedule(
            () -> Thread.ofVirtual().name("znode-" + target.id()).start(this::ensure),
            pauseMillis,
            TimeUnit.MILLISECONDS);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }

  private void detect() {
    if (detector == null) {
      SessionSettings settings =
          SessionSettings.DEFAULT.withTimeout(target.sessionTimeout()).withCreatePath(false);
      detector = Detector.start(target.url(), settings, this::detected, this::elected);
    }
  }

  private void detected(Detection detection) {
    Detection.@Nullable Reason none =
        detection instanceof Detection.NoLeader noLeader ? noLeader.reason() : null;
    synchronized (this) {
      if (closed) {
        return;
      }
      boolean reachable = none != Detection.Reason.SESSION_EXPIRED;
      view = view.withReachable(reachable);
      if (reachable && heardWhileUnreachable.isPresent()) {
        view = view.seen(heardWhileUnreachable.get(), clock.instant());
        heardWhileUnreachable = Optional.empty();
      }
      if (none == Detection.Reason.PATH_MISSING) {
        tryAgain();
      }
    }
    changed.run();
  }

  private void elected(Election election) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (view.reachable()) {
        view = view.seen(election, clock.instant());
      } else {
        heardWhileUnreachable = Optional.of(election);
      }
    }
    changed.run();
  }

  @Override
  public void close() {
    Detector open;
    synchronized (this) {
      closed = true;
      open = detector;
      detector = null;
    }
    if (open != null) {
      Thread.ofVirtual().name("close-" + target.id()).start(open::close);
    }
  }
}
