package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a detector decides. It also keeps the session: it asks often enough to know whether
 * ZooKeeper still hears us, and gives the session up when it was silent for the timeout.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>While connected a list is pending, or a watch is set and the next look is due within a
 *       third of the session timeout: a {@code sync}, and then a list if anything was not read or
 *       the last one was a session timeout ago. A failed read is repeated by the next list: nothing
 *       stays pending.
 *   <li>What is told is never older than seven twelfths of the timeout while we are connected. A
 *       server that was cut off from the ensemble's leader answers reads as before, but no {@code
 *       sync}: one that leaves it unanswered for a quarter of the timeout is changed for another.
 *       The next one has twice as long: servers that are merely slow are not helped by thousands
 *       who change them.
 *   <li>Thousands of detectors that hear of one change do not look again all at once.
 *   <li>A detection is told when it differs from the last one told, and only when all that it rests
 *       on was read. So a reconnect within the session tells nothing new.
 *   <li>The end of a session is told before anything that a later session finds.
 *   <li>A znode's content is read once for as long as nothing below the path has changed: it is
 *       complete at creation. After a change it is read again, since the name alone does not tell
 *       that it is the same znode: whoever removes the path, or writes below it what no candidate
 *       does, can bring a name back.
 * </ol>
 *
 * <p>Pure: no clock, no thread, no connection. Times are nanoseconds. Not thread-safe.
 */
final class DetectorCore {

  private final boolean readAll;
  private final boolean createPath;
  private final long requestedTimeout;
  private final RandomGenerator random;
  private final KnownMembers known = new KnownMembers();
  private final Set<String> reading = new HashSet<>();
  private List<MemberName> members = List.of();
  private List<DetectorAction> actions = new ArrayList<>();
  private boolean connected;
  private boolean syncing;
  private boolean listing;
  private boolean listAgain;
  private boolean listed;
  private boolean changed;
  private boolean settled;
  private boolean moved;
  private boolean pathSeen;
  private boolean pathAttempted;
  private boolean creatingPath;
  private long timeout;
  private long lastHeard;
  private long nextLook;
  private long nextList;
  private long syncedBy;
  private long listedAt;
  private @Nullable Detection told;
  private @Nullable Election published;

  /**
   * A core that has no session yet.
   *
   * @param readAll whether every candidate is read, or only as many as it takes to name the leader
   * @param createPath whether to create the path if it is missing at the start
   * @param requestedTimeout the session timeout before ZooKeeper has granted one, in nanoseconds
   * @param random spreads the looks of many detectors
   */
  DetectorCore(boolean readAll, boolean createPath, long requestedTimeout, RandomGenerator random) {
    this.readAll = readAll;
    this.createPath = createPath;
    this.requestedTimeout = requestedTimeout;
    this.timeout = requestedTimeout;
    this.random = random;
  }

  List<DetectorAction> on(DetectorEvent event, long now) {
    actions = new ArrayList<>();
    switch (event) {
      case DetectorEvent.Opened() -> open(now);
      case DetectorEvent.Connected(long granted, long sentAt) -> connect(granted, sentAt, now);
      case DetectorEvent.Disconnected() -> disconnect();
      case DetectorEvent.SessionOver(String detail) -> endOfSession(detail);
      case DetectorEvent.Changed() -> {
        changed = true;
        list(now);
      }
      case DetectorEvent.Synced(long sentAt) -> synced(sentAt, now);
      case DetectorEvent.SyncFailed(Failure failure) -> syncFailed(now);
      case DetectorEvent.Listed(List<String> children, long sentAt) ->
          listed(children, sentAt, now);
      case DetectorEvent.ListFailed(Failure failure, String detail) ->
          listFailed(failure, detail, now);
      case DetectorEvent.PathCreated() -> {
        creatingPath = false;
        list(now);
      }
      case DetectorEvent.PathFailed(Failure failure, String detail) -> pathFailed(failure, detail);
      case DetectorEvent.Read read -> read(read);
      case DetectorEvent.ReadFailed(String znode, Failure failure) ->
          readFailed(znode, failure, now);
      case DetectorEvent.Heard(long sentAt) -> heard(sentAt);
      case DetectorEvent.Woke() -> wake(now);
    }
    return actions;
  }

  /** When to send {@link DetectorEvent.Woke}; may lie in the past. */
  long wakeAt() {
    long deadline = lastHeard + timeout;
    long due = syncing ? syncedBy : nextLook;
    return connected && due - deadline < 0 ? due : deadline;
  }

  /** When ZooKeeper last proved that it hears us: when the request was sent that it answered. */
  long lastHeard() {
    return lastHeard;
  }

  private void open(long now) {
    lastHeard = now;
    timeout = requestedTimeout;
  }

  private void connect(long granted, long sentAt, long now) {
    connected = true;
    changed = true;
    timeout = granted;
    heard(sentAt);
    syncing = false;
    listing = false;
    list(now);
  }

  private void disconnect() {
    connected = false;
    // Answers of the old connection that are still to come are failures: all is asked again.
    syncing = false;
    listing = false;
    creatingPath = false;
    reading.clear();
  }

  private void endOfSession(String detail) {
    disconnect();
    listed = false;
    members = List.of();
    known.clear();
    published = null;
    tell(new Detection.NoLeader(Detection.Reason.SESSION_EXPIRED, detail));
  }

  private void heard(long sentAt) {
    if (sentAt - lastHeard > 0) {
      lastHeard = sentAt;
    }
  }

  private void wake(long now) {
    if (now - (lastHeard + timeout) >= 0) {
      actions.add(new DetectorAction.EndSession("ZooKeeper was not heard for the session timeout"));
    } else if (connected && syncing && now - syncedBy >= 0) {
      // The connection ends by that: whatever is pending is asked again over the next.
      disconnect();
      moved = true;
      actions.add(
          new DetectorAction.ChangeServer("the server has not heard from the ensemble's leader"));
    } else if (connected && !syncing && now - nextLook >= 0) {
      syncing = true;
      syncedBy = now + timeout / (moved ? 2 : 4);
      actions.add(new DetectorAction.Sync());
    }
  }

  private void synced(long sentAt, long now) {
    heard(sentAt);
    syncing = false;
    moved = false;
    if (settled && now - nextList < 0) {
      lookLater(now);
    } else {
      list(now);
    }
  }

  private void syncFailed(long now) {
    syncing = false;
    lookLater(now);
  }

  private void lookLater(long now) {
    nextLook = now + timeout / 4 + random.nextLong(timeout / 12 + 1);
  }

  private void list(long now) {
    if (!connected) {
      return;
    }
    lookLater(now);
    nextList = now + timeout;
    settled = false;
    listAgain = listing;
    if (!listing) {
      listing = true;
      actions.add(new DetectorAction.ListChildren());
    }
  }

  private void listDone(long now) {
    listing = false;
    if (listAgain) {
      list(now);
    }
  }

  private void listed(List<String> children, long sentAt, long now) {
    heard(sentAt);
    pathSeen = true;
    listed = true;
    listedAt = sentAt;
    members = MemberName.among(children);
    known.retain(children);
    if (changed) {
      // No watch was set for a while. Whatever was read is from before this list.
      changed = false;
      known.doubt();
    }
    listDone(now);
    evaluate();
  }

  private void listFailed(Failure failure, String detail, long now) {
    // Perhaps no watch was set.
    changed = true;
    listDone(now);
    switch (failure) {
      case MISSING -> pathMissing(detail);
      case DENIED -> {
        forgetMembers();
        tell(new Detection.NoLeader(Detection.Reason.NOT_PERMITTED, detail));
      }
      case UNREACHABLE, SESSION_OVER, OTHER -> {
        // The session's own events, or the next list, decide.
      }
    }
  }

  private void pathMissing(String detail) {
    forgetMembers();
    if (createPath && !pathSeen && !pathAttempted) {
      pathAttempted = true;
      creatingPath = true;
      actions.add(new DetectorAction.CreatePath());
    } else if (!creatingPath) {
      tell(new Detection.NoLeader(Detection.Reason.PATH_MISSING, detail));
    }
  }

  private void pathFailed(Failure failure, String detail) {
    creatingPath = false;
    if (failure == Failure.UNREACHABLE || failure == Failure.SESSION_OVER) {
      pathAttempted = false;
    } else {
      tell(new Detection.NoLeader(Detection.Reason.PATH_MISSING, detail));
    }
  }

  private void forgetMembers() {
    listed = false;
    members = List.of();
    known.clear();
  }

  private void read(DetectorEvent.Read read) {
    reading.remove(read.znode());
    Optional<MemberName> name =
        members.stream().filter(member -> member.znode().equals(read.znode())).findFirst();
    if (name.isPresent()) {
      skip(known.read(name.get(), read));
      evaluate();
    }
  }

  private void skip(Optional<SkippedCandidate> news) {
    news.map(DetectorAction.Skip::new).ifPresent(actions::add);
  }

  private void readFailed(String znode, Failure failure, long now) {
    reading.remove(znode);
    switch (failure) {
      case MISSING -> {
        // The list is out of date: somebody may stand who has come after it.
        listed = false;
        list(now);
      }
      case DENIED, OTHER -> {
        skip(known.unreadable(znode, "ZooKeeper does not let us read it"));
        evaluate();
      }
      case UNREACHABLE, SESSION_OVER -> {
        // Connected, or the next session, lists again and comes back to it.
      }
    }
  }

  /** Reads what is missing, in the order of the election; tells what is certain. */
  private void evaluate() {
    if (!listed) {
      return;
    }
    List<Candidate> candidates = new ArrayList<>();
    List<SkippedCandidate> skipped = new ArrayList<>();
    boolean leaderKnown = true;
    boolean complete = true;
    for (MemberName member : members) {
      switch (known.get(member.znode())) {
        case KnownMembers.Known.Good(Candidate candidate) -> candidates.add(candidate);
        case KnownMembers.Known.Bad(SkippedCandidate bad) -> skipped.add(bad);
        case null -> {
          complete = false;
          leaderKnown &= !candidates.isEmpty();
          request(member.znode());
        }
      }
      if (!readAll && (!candidates.isEmpty() || !complete)) {
        break;
      }
    }
    Election election = new Election(candidates, skipped);
    if (leaderKnown) {
      announce(election);
    }
    settled = !changed && !listing && leaderKnown && (complete || !readAll);
    if (readAll && complete && !election.equals(published)) {
      published = election;
      actions.add(new DetectorAction.Publish(election));
    }
  }

  private void request(String znode) {
    if (connected && reading.add(znode)) {
      actions.add(new DetectorAction.ReadChild(znode));
    }
  }

  private void announce(Election election) {
    Set<String> children = new HashSet<>();
    members.forEach(member -> children.add(member.znode()));
    actions.add(new DetectorAction.Seen(children, election.leader(), listedAt));
    if (election.leader().isPresent()) {
      tell(new Detection.Leader(election.leader().get()));
    } else if (members.isEmpty()) {
      tell(new Detection.NoLeader(Detection.Reason.NO_CANDIDATES, "nobody stands"));
    } else {
      tell(
          new Detection.NoLeader(
              Detection.Reason.NONE_READABLE, "none of those who stand can be read"));
    }
  }

  private void tell(Detection detection) {
    if (!detection.equals(told)) {
      told = detection;
      actions.add(new DetectorAction.Tell(detection));
    }
  }
}
