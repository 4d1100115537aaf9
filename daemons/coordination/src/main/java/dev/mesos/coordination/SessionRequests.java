package dev.mesos.coordination;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Carries out on one session what the core asks for, and turns the answers into events for it. An
 * answer that arrives after the session's end is dropped.
 */
final class SessionRequests {

  /** Where the events go. */
  interface Sink {
    void on(ElectionEvent event);

    /** Whether this session still is the one in use. */
    boolean uses(ZooKeeperSession session);
  }

  private final ZooKeeperSession session;
  private final Sink sink;
  private final LongSupplier clock;
  private final MasterInfoJson json = new MasterInfoJson();

  SessionRequests(ZooKeeperSession session, Sink sink, LongSupplier clock) {
    this.session = session;
    this.sink = sink;
    this.clock = clock;
  }

  void list(boolean watch) {
    long sentAt = clock.getAsLong();
    session.list(
        watch,
        answer(
            children -> sink.on(new ElectionEvent.Listed(children, sentAt)),
            (failure, detail) -> sink.on(new ElectionEvent.ListFailed(failure, detail))));
  }

  void sync() {
    long sentAt = clock.getAsLong();
    session.sync(
        answer(
            synced -> sink.on(new ElectionEvent.Synced(sentAt)),
            (failure, detail) -> sink.on(new ElectionEvent.SyncFailed(failure))));
  }

  /** Whatever a quorum answers will do. */
  void catchUp() {
    long sentAt = clock.getAsLong();
    session.catchUp(
        answer(
            agreed -> sink.on(new ElectionEvent.Synced(sentAt)),
            (failure, detail) -> sink.on(new ElectionEvent.SyncFailed(failure))));
  }

  void read(String znode) {
    session.read(
        znode,
        answer(
            content ->
                sink.on(
                    new ElectionEvent.Read(
                        znode,
                        content.data(),
                        content.stat().getCzxid(),
                        content.stat().getEphemeralOwner(),
                        content.stat().getCtime())),
            (failure, detail) -> sink.on(new ElectionEvent.ReadFailed(znode, failure))));
  }

  void createPath() {
    session.createPath(
        answer(
            made -> sink.on(new ElectionEvent.PathCreated()),
            (failure, detail) -> sink.on(new ElectionEvent.PathFailed(failure, detail))));
  }

  void create(MasterInfo info) {
    long sentAt = clock.getAsLong();
    session.createCandidate(
        json.write(info),
        answer(
            made -> sink.on(new ElectionEvent.Created(candidate(made, info), sentAt)),
            (failure, detail) -> sink.on(new ElectionEvent.CreateFailed(failure, detail))));
  }

  void findOwned(MasterInfo info) {
    session.findOwned(
        answer(
            owned ->
                sink.on(
                    new ElectionEvent.Owned(
                        owned.stream().map(znode -> candidate(znode, info)).toList())),
            (failure, detail) -> sink.on(new ElectionEvent.OwnedFailed(failure))));
  }

  void prove(String znode) {
    long sentAt = clock.getAsLong();
    session.prove(
        znode,
        answer(
            child -> sink.on(new ElectionEvent.Proved(sentAt)),
            (failure, detail) -> sink.on(new ElectionEvent.ProofFailed(failure))));
  }

  void delete(String znode) {
    session.delete(znode);
  }

  private static Candidate candidate(ZooKeeperSession.OwnedZnode znode, MasterInfo info) {
    int sequence =
        MemberName.parse(znode.name())
            .orElseThrow(() -> new IllegalStateException("created as " + znode.name()))
            .sequence();
    return new Candidate(
        znode.name(),
        sequence,
        znode.stat().getCzxid(),
        znode.stat().getEphemeralOwner(),
        znode.stat().getCtime(),
        info);
  }

  private <T> ZooKeeperSession.Answer<T> answer(
      Consumer<T> ok, ZooKeeperSession.FailureConsumer failed) {
    return new ZooKeeperSession.Answer<>() {
      @Override
      public void ok(T value) {
        if (sink.uses(session)) {
          ok.accept(value);
        }
      }

      @Override
      public void failed(Failure failure, String detail) {
        if (sink.uses(session)) {
          failed.accept(failure, detail);
        }
      }
    };
  }
}
