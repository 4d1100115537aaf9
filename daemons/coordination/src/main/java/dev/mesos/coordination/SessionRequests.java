package dev.mesos.coordination;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Carries out on one session what the cores ask for, and turns the answers into events for them. An
 * answer that arrives after the session's end is dropped.
 */
final class SessionRequests {

  /** Where the events go. */
  interface Sink {
    void detect(DetectorEvent event);

    void contend(ContenderEvent event);

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

  void list() {
    long sentAt = clock.getAsLong();
    session.list(
        answer(
            children -> {
              sink.contend(new ContenderEvent.Answered(sentAt));
              sink.detect(new DetectorEvent.Listed(children, sentAt));
            },
            (failure, detail) -> sink.detect(new DetectorEvent.ListFailed(failure, detail))));
  }

  void read(String znode) {
    session.read(
        znode,
        answer(
            content ->
                sink.detect(
                    new DetectorEvent.Read(
                        znode,
                        content.data(),
                        content.stat().getCzxid(),
                        content.stat().getEphemeralOwner(),
                        content.stat().getCtime())),
            (failure, detail) -> sink.detect(new DetectorEvent.ReadFailed(znode, failure))));
  }

  void createPath() {
    session.createPath(
        answer(
            made -> sink.detect(new DetectorEvent.PathCreated()),
            (failure, detail) -> sink.detect(new DetectorEvent.PathFailed(failure, detail))));
  }

  void create(MasterInfo info) {
    long sentAt = clock.getAsLong();
    session.createCandidate(
        json.write(info),
        answer(
            made -> sink.contend(new ContenderEvent.Created(candidate(made, info), sentAt)),
            (failure, detail) -> sink.contend(new ContenderEvent.CreateFailed(failure, detail))));
  }

  void findOwned(MasterInfo info) {
    session.findOwned(
        answer(
            owned ->
                sink.contend(
                    new ContenderEvent.Owned(
                        owned.stream().map(znode -> candidate(znode, info)).toList())),
            (failure, detail) -> sink.contend(new ContenderEvent.OwnedFailed(failure))));
  }

  void prove(String znode) {
    long sentAt = clock.getAsLong();
    session.prove(
        znode,
        answer(
            child -> {
              sink.detect(new DetectorEvent.Heard(sentAt));
              sink.contend(new ContenderEvent.Proved(sentAt));
            },
            (failure, detail) -> sink.contend(new ContenderEvent.ProofFailed(failure))));
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
