package dev.mesos.coordination;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link ElectionCore}: gives it events and time, carries out what it decides, one
 * thing at a time. What ZooKeeper tells is dealt with on the thread of its client, all else on a
 * thread of our own.
 */
final class ElectionLoop implements SessionRequests.Sink {

  private static final long CLOSE_MS = 1_000;

  private final ZooKeeperUrl url;
  private final int timeoutMs;
  private final LongSupplier clock;
  private final Consumer<Detection> detections;
  private final @Nullable ElectionListener elections;
  private final @Nullable Consumer<Candidacy> candidacies;
  private final ElectionLog log;
  private final SessionMemory memory;
  private final ElectionCore core;
  private final EventLoop loop;

  private volatile @Nullable Detection detection;
  private volatile @Nullable Candidate self;
  private volatile @Nullable Long leadsUntil;
  private volatile SessionStatus status;
  private volatile long lastHeard;
  private volatile @Nullable Long lastProof;
  private volatile ElectionBooks books;
  private volatile boolean closed;

  private volatile @Nullable ZooKeeperSession session;

  // Of the loop's tasks only.
  private @Nullable SessionRequests requests;

  private ElectionLoop(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Detection> detections,
      @Nullable ElectionListener elections,
      @Nullable Consumer<Candidacy> candidacies) {
    this.url = url;
    this.timeoutMs = (int) settings.timeout().toMillis();
    this.log = new ElectionLog(url);
    // before all that takes its time: the next leader waits for the end of our predecessor's
    // session
    this.memory = SessionMemory.open(settings.sessionFile(), url, timeoutMs, log);
    this.clock = BootClock.orNanoTime();
    this.detections = detections;
    this.elections = elections;
    this.candidacies = candidacies;
    this.core =
        new ElectionCore(
            settings,
            elections != null,
            elections == null && candidacies == null,
            RandomGenerator.getDefault());
    this.status = SessionStatus.none(timeoutMs);
    this.books = ElectionBooks.open(clock.getAsLong());
    this.loop = new EventLoop("election " + url.path(), clock);
  }

  static ElectionLoop start(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Detection> detections,
      @Nullable ElectionListener elections,
      @Nullable Consumer<Candidacy> candidacies) {
    ElectionLoop loop = new ElectionLoop(url, settings, detections, elections, candidacies);
    loop.post(loop::openFirst);
    return loop;
  }

  void contend(MasterInfo info) {
    if (closed) {
      throw new IllegalStateException("resigned from " + url + ": start another contender");
    }
    post(() -> on(new ElectionEvent.Contend(info)));
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
    Long proof = lastProof;
    return last.sessions() == 0
        ? last
        : last.withAges(msSince(lastHeard), proof == null ? -1 : msSince(proof));
  }

  ElectionStatus election() {
    return books.at(clock.getAsLong());
  }

  private long msSince(long then) {
    return TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - then);
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
    if (loop.runsHere()) {
      shutDown.run();
    } else {
      loop.post(shutDown);
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
    loop.stop();
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
    return last.close().thenRun(memory::release);
  }

  private void post(Runnable something) {
    loop.post(() -> guarded(something));
  }

  private void run(Runnable something) {
    loop.run(() -> guarded(something));
  }

  private void guarded(Runnable something) {
    if (closed) {
      return;
    }
    try {
      something.run();
    } catch (RuntimeException e) {
      log.failed("a step; the session is closed and opened again", e);
      on(new ElectionEvent.SessionOver("a step failed"));
    }
    if (!closed) {
      loop.wakeAt(core.wakeAt(), () -> guarded(this::wake));
    }
  }

  @Override
  public void on(ElectionEvent event) {
    List<ElectionAction> actions = core.on(event, clock.getAsLong());
    publishState();
    actions.forEach(this::perform);
  }

  private void publishState() {
    self = core.self().orElse(null);
    lastHeard = core.lastHeard();
    lastProof = core.provedAt().orElse(null);
    synchronized (this) {
      leadsUntil = closed ? null : core.leadsUntil().orElse(null);
    }
  }

  private void openFirst() {
    memory.awaitPredecessor();
    if (!closed) {
      open();
    }
  }

  private void open() {
    Session next = new Session();
    try {
      ZooKeeperSession opened = new ZooKeeperSession(url, timeoutMs, clock, this::run, next, log);
      next.session = opened;
      session = opened;
      requests = new SessionRequests(opened, this, clock);
    } catch (IOException e) {
      // The core gives this session up after its timeout, as any other that does not connect.
      log.failed("open a session", e);
    }
    on(new ElectionEvent.Opened());
  }

  private void endSession(String detail) {
    ZooKeeperSession over = session;
    session = null;
    requests = null;
    if (over != null) {
      // One that no server has accepted was never there.
      if (over.id() != 0 && over.id() == status.sessionId()) {
        log.ended(status, detail);
        status = status.withExpiration();
      }
      var unused = over.close();
    }
  }

  /** Passes on the events of one session while it is the one in use. */
  private final class Session implements ZooKeeperSession.Listener {

    private @Nullable ZooKeeperSession session;

    @Override
    public void connected(long sentAt) {
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
      on(new ElectionEvent.Connected(TimeUnit.MILLISECONDS.toNanos(connected.timeoutMs()), sentAt));
    }

    @Override
    public void disconnected() {
      if (session != null && uses(session) && status.connected()) {
        status = status.withConnected(false);
        log.disconnected(status);
        on(new ElectionEvent.Disconnected());
      }
    }

    @Override
    public void expired() {
      pass(new ElectionEvent.SessionOver("ZooKeeper has expired the session"));
    }

    @Override
    public void changed() {
      pass(new ElectionEvent.Changed());
    }

    @Override
    public void childGone(String child) {
      pass(new ElectionEvent.ChildGone(child));
    }

    @Override
    public void childChanged(String child) {
      pass(new ElectionEvent.ChildChanged(child));
    }

    private void pass(ElectionEvent event) {
      if (session != null && uses(session)) {
        on(event);
      }
    }
  }

  @Override
  public boolean uses(ZooKeeperSession other) {
    return other == session;
  }

  private void perform(ElectionAction action) {
    switch (action) {
      case ElectionAction.Sync() -> ask(SessionRequests::sync);
      case ElectionAction.CatchUp() -> ask(SessionRequests::catchUp);
      case ElectionAction.ListChildren(boolean watch) -> ask(r -> r.list(watch));
      case ElectionAction.ReadChild(String znode) -> ask(r -> r.read(znode));
      case ElectionAction.CreatePath() -> ask(SessionRequests::createPath);
      case ElectionAction.Create(MasterInfo info) -> ask(r -> r.create(info));
      case ElectionAction.FindOwned(MasterInfo info) -> ask(r -> r.findOwned(info));
      case ElectionAction.Delete(String znode) -> ask(r -> r.delete(znode));
      case ElectionAction.Prove(String znode) -> ask(r -> r.prove(znode));
      case ElectionAction.ChangeServer(String detail) -> changeServer(detail);
      case ElectionAction.EndSession(String detail) -> endSession(detail);
      case ElectionAction.OpenSession() -> post(this::open);
      case ElectionAction.TellDetection(Detection news) -> tell(news);
      case ElectionAction.TellCandidacy(Candidacy news) -> tell(news);
      case ElectionAction.Skip(SkippedCandidate skipped) -> {
        status = status.withSkipped();
        log.skipped(skipped);
      }
      case ElectionAction.Publish(Election election) -> {
        if (elections != null) {
          call(() -> elections.changed(election));
        }
      }
    }
  }

  private void changeServer(String detail) {
    ZooKeeperSession used = session;
    if (used != null) {
      log.changesServer(status, detail);
      try {
        used.changeServer();
      } catch (IOException e) {
        log.failed("leave a server", e);
      }
    }
  }

  private void ask(Consumer<SessionRequests> request) {
    if (requests != null) {
      request.accept(requests);
    }
  }

  private void tell(Detection news) {
    detection = news;
    books = books.told(news, clock.getAsLong());
    log.detection(news);
    call(() -> detections.accept(news));
  }

  private void tell(Candidacy news) {
    if (news instanceof Candidacy.Leading) {
      books = books.tookOver(clock.getAsLong());
    }
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

  private void wake() {
    if (core.wakeAt() - clock.getAsLong() <= 0) {
      on(new ElectionEvent.Woke());
    }
  }
}
