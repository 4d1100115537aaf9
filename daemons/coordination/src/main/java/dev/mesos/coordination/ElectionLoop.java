package dev.mesos.coordination;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link DetectorCore} and {@link ContenderCore}: gives them events and time,
 * carries out what they decide. One thread does it all, and one session serves both.
 */
final class ElectionLoop implements SessionRequests.Sink {

  private static final long CLOSE_MS = 1_000;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ZooKeeperUrl url;
  private final int timeoutMs;
  private final LongSupplier clock;
  private final Consumer<Detection> detections;
  private final @Nullable ElectionListener elections;
  private final @Nullable Consumer<Candidacy> candidacies;
  private final ElectionLog log;
  private final SessionMemory memory;
  private final DetectorCore detector;
  private final ContenderCore contender;
  private final ScheduledExecutorService executor;

  private volatile @Nullable Thread thread;
  private volatile @Nullable Detection detection;
  private volatile @Nullable Candidate self;
  private volatile @Nullable Long leadsUntil;
  private volatile SessionStatus status;
  private volatile long lastHeard;
  private volatile boolean closed;

  // Of the loop's thread only.
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean stepping;
  private boolean ending;
  private volatile @Nullable ZooKeeperSession session;
  private @Nullable SessionRequests requests;
  private @Nullable ScheduledFuture<?> alarm;

  private ElectionLoop(
      ZooKeeperUrl url,
      SessionSettings settings,
      LongSupplier clock,
      Consumer<Detection> detections,
      @Nullable ElectionListener elections,
      @Nullable Consumer<Candidacy> candidacies) {
    this.url = url;
    this.timeoutMs = (int) settings.timeout().toMillis();
    this.clock = clock;
    this.detections = detections;
    this.elections = elections;
    this.candidacies = candidacies;
    this.log = new ElectionLog(url);
    this.detector =
        new DetectorCore(elections != null, settings.createPath(), settings.timeout().toNanos());
    this.contender = new ContenderCore(settings.tickTime().toNanos(), RETRY_NANOS);
    this.status = SessionStatus.none(timeoutMs);
    this.executor = LoopThread.start("election " + url.path(), made -> thread = made);
    this.memory = SessionMemory.open(settings.sessionFile(), url, timeoutMs, log);
  }

  static ElectionLoop start(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Detection> detections,
      @Nullable ElectionListener elections,
      @Nullable Consumer<Candidacy> candidacies) {
    ElectionLoop loop =
        new ElectionLoop(url, settings, System::nanoTime, detections, elections, candidacies);
    loop.post(loop::open);
    return loop;
  }

  void contend(MasterInfo info) {
    if (closed) {
      throw new IllegalStateException("resigned from " + url + ": start another contender");
    }
    post(() -> contend(new ContenderEvent.Contend(info)));
  }

  boolean leads() {
    Long until = leadsUntil;
    return until != null && until - clock.getAsLong() > 0;
  }

  Optional<Candidate> candidate() {
    return Optional.ofNullable(self);
  }

  Optional<Detection> detection() {
    return Optional.ofNullable(detection);
  }

  SessionStatus status() {
    SessionStatus last = status;
    return last.sessions() == 0
        ? last
        : last.withLastHeardMs(TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - lastHeard));
  }

  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      leadsUntil = null;
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable shutDown = () -> shutDown().thenRun(() -> done.complete(null));
    if (Thread.currentThread() == thread) {
      shutDown.run();
    } else {
      executor.execute(shutDown);
    }
    try {
      done.get(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Perhaps a listener blocks our thread: the session must go all the same.
      var unused = shutDown();
      log.abandoned("no answer within " + CLOSE_MS + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.failed("close", e);
    }
    executor.shutdownNow();
  }

  private synchronized CompletableFuture<Void> shutDown() {
    ZooKeeperSession last = session;
    session = null;
    Candidate own = self;
    self = null;
    if (last == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (own != null) {
      last.delete(own.znode());
      log.resigned(own);
    }
    return last.close().thenRun(memory::forget);
  }

  /** Runs something on the loop's thread, unless it is closed. */
  private void post(Runnable something) {
    try {
      executor.execute(() -> guarded(something));
    } catch (RejectedExecutionException e) {
      log.late();
    }
  }

  private void guarded(Runnable something) {
    if (closed) {
      return;
    }
    try {
      step(something);
    } catch (RuntimeException e) {
      log.failed("a step; the session is closed and opened again", e);
      steps.clear();
      step(() -> endSession("a step failed"));
    }
    setAlarm();
  }

  /** One step after the other: what a step brings about waits until it is done. */
  private void step(Runnable next) {
    steps.add(next);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
        step.run();
        publishState();
      }
    } finally {
      stepping = false;
    }
  }

  private void publishState() {
    self = contender.self().orElse(null);
    lastHeard = detector.lastHeard();
    synchronized (this) {
      leadsUntil = closed ? null : contender.leadsUntil().orElse(null);
    }
  }

  private void open() {
    ending = false;
    Session next = new Session();
    try {
      ZooKeeperSession opened = new ZooKeeperSession(url, timeoutMs, this::post, next);
      next.session = opened;
      session = opened;
      requests = new SessionRequests(opened, this, clock);
    } catch (IOException e) {
      // The cores give this session up after its timeout, as any other that does not connect.
      log.failed("open a session", e);
    }
    contend(new ContenderEvent.Opened());
    detect(new DetectorEvent.Opened());
  }

  private void endSession(String detail) {
    if (ending) {
      return;
    }
    ending = true;
    ZooKeeperSession over = session;
    session = null;
    requests = null;
    if (over != null) {
      var unused = over.close();
    }
    log.ended(status, detail);
    status = status.withExpiration();
    contend(new ContenderEvent.SessionOver(detail));
    detect(new DetectorEvent.SessionOver(detail));
    step(this::open);
  }

  /** Passes on the events of one session while it is the one in use. */
  private final class Session implements ZooKeeperSession.Listener {

    private @Nullable ZooKeeperSession session;

    @Override
    public void connected() {
      ZooKeeperSession connected = session;
      if (connected == null || !uses(connected)) {
        return;
      }
      if (status.sessionId() == connected.id()) {
        status = status.withConnected(true);
        log.reconnected(status);
      } else {
        status = status.withSession(connected.id(), connected.timeoutMs());
        memory.remember(connected.id(), connected.password());
        log.connected(status);
      }
      long timeout = TimeUnit.MILLISECONDS.toNanos(connected.timeoutMs());
      contend(new ContenderEvent.Connected(timeout));
      detect(new DetectorEvent.Connected(timeout));
    }

    @Override
    public void disconnected() {
      if (session != null && uses(session) && status.connected()) {
        status = status.withConnected(false);
        log.disconnected(status);
        contend(new ContenderEvent.Disconnected());
        detect(new DetectorEvent.Disconnected());
      }
    }

    @Override
    public void expired() {
      if (session != null && uses(session)) {
        endSession("ZooKeeper has expired the session");
      }
    }

    @Override
    public void changed() {
      if (session != null && uses(session)) {
        detect(new DetectorEvent.Changed());
      }
    }
  }

  @Override
  public boolean uses(ZooKeeperSession other) {
    return other == session;
  }

  @Override
  public void detect(DetectorEvent event) {
    step(() -> detector.on(event, clock.getAsLong()).forEach(this::perform));
  }

  @Override
  public void contend(ContenderEvent event) {
    step(() -> contender.on(event, clock.getAsLong()).forEach(this::perform));
  }

  private void perform(DetectorAction action) {
    switch (action) {
      case DetectorAction.ListChildren() -> ask(SessionRequests::list);
      case DetectorAction.ReadChild(String znode) -> ask(r -> r.read(znode));
      case DetectorAction.CreatePath() -> ask(SessionRequests::createPath);
      case DetectorAction.EndSession(String detail) -> endSession(detail);
      case DetectorAction.Tell(Detection news) -> tell(news);
      case DetectorAction.Skip(SkippedCandidate skipped) -> {
        status = status.withSkipped();
        log.skipped(skipped);
      }
      case DetectorAction.Publish(Election election) -> {
        if (elections != null) {
          call(() -> elections.changed(election));
        }
      }
      case DetectorAction.Seen(var children, var leader, long listedAt) ->
          contend(new ContenderEvent.Seen(children, leader, listedAt));
    }
  }

  private void perform(ContenderAction action) {
    switch (action) {
      case ContenderAction.Create(MasterInfo info) -> ask(r -> r.create(info));
      case ContenderAction.FindOwned(MasterInfo info) -> ask(r -> r.findOwned(info));
      case ContenderAction.Delete(String znode) -> ask(r -> r.delete(znode));
      case ContenderAction.Prove(String znode) -> ask(r -> r.prove(znode));
      case ContenderAction.EndSession(String detail) -> endSession(detail);
      case ContenderAction.Tell(Candidacy news) -> tell(news);
    }
  }

  private void ask(Consumer<SessionRequests> request) {
    if (requests != null) {
      request.accept(requests);
    }
  }

  private void tell(Detection news) {
    detection = news;
    log.detection(news);
    if (news instanceof Detection.NoLeader(Detection.Reason reason, String detail)
        && (reason == Detection.Reason.PATH_MISSING || reason == Detection.Reason.NOT_PERMITTED)) {
      contend(new ContenderEvent.NoPath(detail));
    }
    call(() -> detections.accept(news));
  }

  private void tell(Candidacy news) {
    publishState();
    log.candidacy(news);
    if (candidacies != null) {
      call(() -> candidacies.accept(news));
    }
  }

  private void call(Runnable listener) {
    try {
      if (!closed) {
        listener.run();
      }
    } catch (RuntimeException e) {
      log.failed("the listener", e);
    }
  }

  private void setAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    long now = clock.getAsLong();
    long inDetector = detector.wakeAt() - now;
    long in = contender.wakeAt().map(at -> Math.min(at - now, inDetector)).orElse(inDetector);
    if (!closed) {
      alarm = executor.schedule(() -> guarded(this::wake), Math.max(in, 0), TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    contend(new ContenderEvent.Woke());
    detect(new DetectorEvent.Woke());
  }
}
