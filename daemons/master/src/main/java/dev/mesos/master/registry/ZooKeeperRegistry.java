package dev.mesos.master.registry;

import dev.mesos.coordination.ClusterZnodes;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registry in ZooKeeper: the shell around {@link RegistryCore}. One thread does it all.
 *
 * <p>It has a session of its own, and not the one of the election: what fences a write is the
 * candidate znode that the transaction checks, whichever session sends it; and twenty thousand
 * reads must not stand between the election and its proofs. A standby holds the session as well, so
 * that it need not connect when it comes to lead.
 */
public final class ZooKeeperRegistry implements Registry {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

  private final RegistryCore core;
  private final RegistryLog log;
  private final InstantSource clock;
  private final Consumer<RegistryNews> listener;
  private final ScheduledThreadPoolExecutor executor;
  private final ClusterZnodes znodes;
  private volatile RegistryStatus status = RegistryStatus.NONE;
  private volatile boolean closed;

  // Of the registry's thread only.
  private @Nullable ScheduledFuture<?> alarm;
  private long alarmAt;
  private long claimedAt;
  private long fetchNanos;
  private long sentAt;
  private long storeNanos;
  private long transactions;

  private ZooKeeperRegistry(
      ZooKeeperUrl url,
      Duration sessionTimeout,
      RegistrySettings settings,
      InstantSource clock,
      Consumer<RegistryNews> listener) {
    this.core = new RegistryCore(settings);
    this.log = new RegistryLog(url);
    this.clock = clock;
    this.listener = listener;
    this.executor = executor(url);
    this.znodes = ClusterZnodes.open(url, sessionTimeout, this::post, new Connection());
    var unused =
        executor.scheduleAtFixedRate(
            () -> guarded(() -> handle(new RegistryEvent.Prune(clock.instant()))),
            settings.pruneInterval().toMillis(),
            settings.pruneInterval().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor executor(ZooKeeperUrl url) {
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("registry " + url.path()).factory());
    pool.setRemoveOnCancelPolicy(true);
    return pool;
  }

  /**
   * Connects, and waits for {@link #recover}.
   *
   * @param sessionTimeout to ask ZooKeeper for
   * @param clock gives the times of the states
   */
  public static ZooKeeperRegistry open(
      ZooKeeperUrl url,
      Duration sessionTimeout,
      RegistrySettings settings,
      InstantSource clock,
      Consumer<RegistryNews> listener) {
    return new ZooKeeperRegistry(url, sessionTimeout, settings, clock, listener);
  }

  @Override
  public void recover(RegistryWriter self) {
    post(() -> {
      claimedAt = System.nanoTime();
      log.leads(self);
      handle(new RegistryEvent.Recover(self));
    });
  }

  @Override
  public void submit(long number, RegistryOperation operation) {
    post(() -> handle(new RegistryEvent.Submit(number, operation, clock.instant())));
  }

  @Override
  public RegistryStatus status() {
    return status;
  }

  @Override
  public void close() {
    closed = true;
    znodes.close();
    executor.shutdownNow();
    try {
      // the listener may be at work on our thread, or be the caller
      var unused = executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Connection implements ClusterZnodes.Listener {
    @Override
    public void connected() {
      handle(new RegistryEvent.Connected());
    }

    @Override
    public void disconnected() {
      handle(new RegistryEvent.Disconnected());
    }
  }

  /** Runs something on our thread, unless it is closed. */
  private void post(Runnable something) {
    try {
      executor.execute(() -> guarded(something));
    } catch (RejectedExecutionException e) {
      log.late();
    }
  }

  private void guarded(Runnable something) {
    try {
      something.run();
    } catch (RuntimeException e) {
      log.failed(e);
    }
  }

  private void handle(RegistryEvent event) {
    if (closed) {
      return;
    }
    long now = System.nanoTime();
    if (event instanceof RegistryEvent.WasWritten) {
      transactions++;
      storeNanos = now - sentAt;
    }
    for (RegistryAction action : core.on(event, now)) {
      perform(action);
    }
    publish();
    setAlarm(now);
  }

  private void perform(RegistryAction action) {
    switch (action) {
      case RegistryAction.Read(long round, List<String> names) ->
          znodes.read(names, answers -> handle(new RegistryEvent.WasRead(round, names, answers)));
      case RegistryAction.ListChildren(long round, String znode) ->
          znodes.children(
              znode, answer -> handle(new RegistryEvent.WasListed(round, znode, answer)));
      case RegistryAction.Write write -> {
        sentAt = System.nanoTime();
        znodes.write(
            write.changes(),
            answer -> handle(new RegistryEvent.WasWritten(write.number(), answer)));
      }
      case RegistryAction.Tell(RegistryNews news) -> tell(news);
    }
  }

  private void tell(RegistryNews news) {
    if (news instanceof RegistryNews.Recovered) {
      fetchNanos = System.nanoTime() - claimedAt;
    }
    publish();
    log.news(news, status);
    if (!closed) {
      listener.accept(news);
    }
  }

  private void publish() {
    status =
        new RegistryStatus(
            core.recovered(),
            core.count(State.ADMITTED),
            core.count(State.DEACTIVATED),
            core.count(State.GONE),
            core.skipped(),
            core.queued(),
            transactions,
            TimeUnit.NANOSECONDS.toMillis(fetchNanos),
            TimeUnit.NANOSECONDS.toMillis(storeNanos));
  }

  private void setAlarm(long now) {
    Optional<Long> due = core.wakeAt();
    boolean set = alarm != null && !alarm.isDone();
    if (due.isPresent() && !(set && alarmAt - due.get() <= 0) && !closed) {
      if (alarm != null) {
        alarm.cancel(false);
      }
      alarmAt = due.get();
      alarm =
          executor.schedule(
              () -> guarded(() -> handle(new RegistryEvent.Woke())),
              Math.max(0, alarmAt - now),
              TimeUnit.NANOSECONDS);
    }
  }
}
