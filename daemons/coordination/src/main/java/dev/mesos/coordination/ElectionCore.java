package dev.mesos.coordination;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * All that one participant of an election decides: a {@link DetectorCore} and a {@link
 * ContenderCore} on one session.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>What one core brings about for the other comes after all that it wanted done by then, so
 *       news is told in the order in which it became true.
 *   <li>A session that either of them gives up is over for both; the next one is asked for after
 *       its end was told.
 * </ol>
 *
 * <p>Pure: no clock, no thread, no connection. Times are nanoseconds. Not thread-safe.
 */
final class ElectionCore {

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** One event for one of the cores, which waits for its turn. */
  private sealed interface Step {
    record Detect(DetectorEvent event) implements Step {}

    record Contend(ContenderEvent event) implements Step {}

    record Reopen() implements Step {}
  }

  private final DetectorCore detector;
  private final ContenderCore contender;
  private final Deque<Step> steps = new ArrayDeque<>();
  private List<ElectionAction> actions = new ArrayList<>();
  private boolean ending;

  /**
   * A core that has no session yet.
   *
   * @param readAll whether every candidate is read, or only the leader and the one after it
   * @param patient whether news of the others may wait while the leader is known: not if we stand
   * @param random spreads what many participants do at their own time
   */
  ElectionCore(SessionSettings settings, boolean readAll, boolean patient, RandomGenerator random) {
    this.detector =
        new DetectorCore(
            readAll, patient, settings.createPath(), settings.timeout().toNanos(), random);
    this.contender = new ContenderCore(settings.tickTime().toNanos(), RETRY_NANOS);
  }

  /** Takes one event and says what to do. */
  List<ElectionAction> on(ElectionEvent event, long now) {
    actions = new ArrayList<>();
    accept(event);
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      switch (step) {
        case Step.Detect(DetectorEvent next) -> detector.on(next, now).forEach(this::take);
        case Step.Contend(ContenderEvent next) -> contender.on(next, now).forEach(this::take);
        case Step.Reopen() -> actions.add(new ElectionAction.OpenSession());
      }
    }
    return actions;
  }

  /** When to send {@link ElectionEvent.Woke}; may lie in the past. */
  long wakeAt() {
    long detectorAt = detector.wakeAt();
    return contender.wakeAt().filter(at -> at - detectorAt < 0).orElse(detectorAt);
  }

  /** Until when we may act; empty if we do not lead. */
  Optional<Long> leadsUntil() {
    return contender.leadsUntil();
  }

  /** Our candidate while it stands. */
  Optional<Candidate> self() {
    return contender.self();
  }

  /** When ZooKeeper last proved that it hears us: when the request was sent that it answered. */
  long lastHeard() {
    return detector.lastHeard();
  }

  /** When the last proof was sent that succeeded; empty while none has. */
  Optional<Long> provedAt() {
    return contender.provedAt();
  }

  private void accept(ElectionEvent event) {
    switch (event) {
      case ElectionEvent.Contend(MasterInfo info) -> contend(new ContenderEvent.Contend(info));
      case ElectionEvent.Opened() -> {
        ending = false;
        both(new ContenderEvent.Opened(), new DetectorEvent.Opened());
      }
      case ElectionEvent.Connected(long timeout, long at) ->
          both(new ContenderEvent.Connected(timeout, at), new DetectorEvent.Connected(timeout, at));
      case ElectionEvent.Disconnected() ->
          both(new ContenderEvent.Disconnected(), new DetectorEvent.Disconnected());
      case ElectionEvent.SessionOver(String detail) -> endSession(detail);
      case ElectionEvent.Woke() -> both(new ContenderEvent.Woke(), new DetectorEvent.Woke());
      case ElectionEvent.Changed() -> detect(new DetectorEvent.Changed());
      case ElectionEvent.ChildGone(String znode) -> detect(new DetectorEvent.ChildGone(znode));
      case ElectionEvent.ChildChanged(String znode) ->
          detect(new DetectorEvent.ChildChanged(znode));
      case ElectionEvent.Synced(long at) ->
          both(new ContenderEvent.Answered(at), new DetectorEvent.Synced(at));
      case ElectionEvent.SyncFailed(Failure failure) ->
          detect(new DetectorEvent.SyncFailed(failure));
      case ElectionEvent.Listed(List<String> children, long at) ->
          both(new ContenderEvent.Answered(at), new DetectorEvent.Listed(children, at));
      case ElectionEvent.ListFailed(Failure failure, String detail) ->
          detect(new DetectorEvent.ListFailed(failure, detail));
      case ElectionEvent.Read(var znode, var content, long czxid, long owner, long createdMs) ->
          detect(new DetectorEvent.Read(znode, content, czxid, owner, createdMs));
      case ElectionEvent.ReadFailed(String znode, Failure failure) ->
          detect(new DetectorEvent.ReadFailed(znode, failure));
      case ElectionEvent.PathCreated() -> detect(new DetectorEvent.PathCreated());
      case ElectionEvent.PathFailed(Failure failure, String detail) ->
          detect(new DetectorEvent.PathFailed(failure, detail));
      case ElectionEvent.Created(Candidate self, long at) ->
          contend(new ContenderEvent.Created(self, at));
      case ElectionEvent.CreateFailed(Failure failure, String detail) ->
          contend(new ContenderEvent.CreateFailed(failure, detail));
      case ElectionEvent.Owned(List<Candidate> candidates) ->
          contend(new ContenderEvent.Owned(candidates));
      case ElectionEvent.OwnedFailed(Failure failure) ->
          contend(new ContenderEvent.OwnedFailed(failure));
      case ElectionEvent.Proved(long at) ->
          both(new ContenderEvent.Proved(at), new DetectorEvent.Heard(at));
      case ElectionEvent.ProofFailed(Failure failure) ->
          contend(new ContenderEvent.ProofFailed(failure));
    }
  }

  private void both(ContenderEvent forContender, DetectorEvent forDetector) {
    contend(forContender);
    detect(forDetector);
  }

  private void detect(DetectorEvent event) {
    steps.add(new Step.Detect(event));
  }

  private void contend(ContenderEvent event) {
    steps.add(new Step.Contend(event));
  }

  private void take(DetectorAction action) {
    switch (action) {
      case DetectorAction.Sync() -> ask(new ElectionAction.Sync());
      case DetectorAction.CatchUp() -> ask(new ElectionAction.CatchUp());
      case DetectorAction.ListChildren(boolean watch) ->
          ask(new ElectionAction.ListChildren(watch));
      case DetectorAction.ReadChild(String znode) -> ask(new ElectionAction.ReadChild(znode));
      case DetectorAction.CreatePath() -> ask(new ElectionAction.CreatePath());
      case DetectorAction.ChangeServer(String detail) -> changeServer(detail);
      case DetectorAction.EndSession(String detail) -> endSession(detail);
      case DetectorAction.Tell(Detection news) -> tell(news);
      case DetectorAction.Skip(SkippedCandidate skipped) ->
          actions.add(new ElectionAction.Skip(skipped));
      case DetectorAction.Publish(Election election) ->
          actions.add(new ElectionAction.Publish(election));
      case DetectorAction.Seen(var children, var leader, long listedAt) ->
          contend(new ContenderEvent.Seen(children, leader, listedAt));
    }
  }

  private void take(ContenderAction action) {
    switch (action) {
      case ContenderAction.Create(MasterInfo info) -> ask(new ElectionAction.Create(info));
      case ContenderAction.FindOwned(MasterInfo info) -> ask(new ElectionAction.FindOwned(info));
      case ContenderAction.Delete(String znode) -> ask(new ElectionAction.Delete(znode));
      case ContenderAction.Prove(String znode) -> ask(new ElectionAction.Prove(znode));
      case ContenderAction.ChangeServer(String detail) -> changeServer(detail);
      case ContenderAction.EndSession(String detail) -> endSession(detail);
      case ContenderAction.Tell(Candidacy news) ->
          actions.add(new ElectionAction.TellCandidacy(news));
    }
  }

  /** Of a session that is over nothing is asked any more. */
  private void ask(ElectionAction request) {
    if (!ending) {
      actions.add(request);
    }
  }

  private void tell(Detection news) {
    actions.add(new ElectionAction.TellDetection(news));
    if (news instanceof Detection.NoLeader(Detection.Reason reason, String detail)
        && (reason == Detection.Reason.PATH_MISSING || reason == Detection.Reason.NOT_PERMITTED)) {
      contend(new ContenderEvent.NoPath(detail));
    }
  }

  private void changeServer(String detail) {
    ask(new ElectionAction.ChangeServer(detail));
    both(new ContenderEvent.Disconnected(), new DetectorEvent.Disconnected());
  }

  private void endSession(String detail) {
    if (!ending) {
      ending = true;
      actions.add(new ElectionAction.EndSession(detail));
      both(new ContenderEvent.SessionOver(detail), new DetectorEvent.SessionOver(detail));
      steps.add(new Step.Reopen());
    }
  }
}
