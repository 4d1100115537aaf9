package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a detector decides. It also keeps the session: it gives it up when ZooKeeper was silent for
 * the timeout.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>While connected a list is pending, or a watch is set, or a look is due ({@link
 *       ServerFreshness} says when): a {@code sync}, and then a list if anything was not read or
 *       the last one was a session timeout ago. A failed read is repeated by the next list: nothing
 *       stays pending.
 *   <li>What is told is never older than seven twelfths of the timeout while we are connected; for
 *       the patient, than eleven twelfths. A server that was cut off from the ensemble's leader
 *       answers reads as before, but no {@code sync}.
 *   <li>A detection is told when it differs from the last one told, and only when all that it rests
 *       on was read. So a reconnect within the session tells nothing new.
 *   <li>The end of a session is told before anything that a later session finds.
 *   <li>A znode is read with a watch, and again when that has fired, or may have been lost with a
 *       connection. So a name that comes back is not taken for the znode that had it before.
 *   <li>From a connection's first look on, the one after the leader is read beforehand. ZooKeeper
 *       tells of a child's end before it tells that the list has changed: who leads next is then
 *       known without a question, as long as the list was up to date. A server that has not heard
 *       of it is not listened to after a reconnect.
 *   <li>While a patient detector knows and watches the leader, it neither watches the list nor asks
 *       for it before the first look after a quarter of the timeout: those who come stand behind.
 *       At the leader's end the one after it leads, if it is known and watched: nobody can have
 *       come between. Who comes to stand before the leader (a number beyond 2<sup>31</sup>, or by
 *       hand) is found with the next list. All that ended before a new connection is told in any
 *       order: nothing is concluded from it before a list.
 * </ol>
 *
 * <p>Pure: no clock, no thread, no connection. Times are nanoseconds. Not thread-safe.
 */
final class DetectorCore {

  private final boolean readAll;
  private final boolean patient;
  private final PathCreation path;
  private final ServerFreshness server;
  private final KnownMembers known = new KnownMembers();
  private final Set<String> reading = new HashSet<>();
  private List<MemberName> members = List.of();
  private List<DetectorAction> actions = new ArrayList<>();
  private boolean connected;
  private boolean listing;
  private boolean listAgain;
  private boolean listed;
  private boolean changed;
  private boolean unwatched;
  private boolean settled;
  private boolean putOff;
  private boolean ahead;
  private boolean bare;
  private long nextList;
  private long listedAt;
  private @Nullable Detection told;
  private @Nullable Election published;

  /**
   * A core that has no session yet.
   *
   * @param readAll whether every candidate is read, or only the leader and the one after it
   * @param patient whether a list may wait while the leader is known
   * @param createPath whether to create the path if it is missing at the start
   * @param requestedTimeout the session timeout before ZooKeeper has granted one, in nanoseconds
   * @param random spreads the looks of many detectors
   */
  DetectorCore(
      boolean readAll,
      boolean patient,
      boolean createPath,
      long requestedTimeout,
      RandomGenerator random) {
    this.readAll = readAll;
    this.patient = patient;
    this.path = new PathCreation(createPath);
    this.server = new ServerFreshness(requestedTimeout, patient, random);
  }

  List<DetectorAction> on(DetectorEvent event, long now) {
    actions = new ArrayList<>();
    switch (event) {
      case DetectorEvent.Opened() -> server.opened(now);
      case DetectorEvent.Connected(long granted, long sentAt) -> connect(granted, sentAt, now);
      case DetectorEvent.Disconnected() -> disconnect(now);
      case DetectorEvent.SessionOver(String detail) -> endOfSession(detail, now);
      case DetectorEvent.Changed() -> changed(now);
      case DetectorEvent.ChildGone(String znode) -> childGone(znode, now);
      case DetectorEvent.ChildChanged(String znode) -> childChanged(znode, now);
      case DetectorEvent.Synced(long sentAt) -> synced(sentAt, now);
      case DetectorEvent.SyncFailed(Failure failure) -> server.unanswered(now);
      case DetectorEvent.Listed(var children, long sentAt) -> listed(children, sentAt, now);
      case DetectorEvent.ListFailed(var failure, var detail) -> listFailed(failure, detail, now);
      case DetectorEvent.PathCreated() -> {
        path.created();
        list(now);
      }
      case DetectorEvent.PathFailed(Failure failure, String detail) -> {
        if (path.failed(failure)) {
          tellNone(Detection.Reason.PATH_MISSING, detail);
        }
      }
      case DetectorEvent.Read read -> read(read, now);
      case DetectorEvent.ReadFailed(String znode, Failure failure) ->
          readFailed(znode, failure, now);
      case DetectorEvent.Heard(long sentAt) -> server.heard(sentAt);
      case DetectorEvent.Woke() -> wake(now);
    }
    return actions;
  }

  /** When to send {@link DetectorEvent.Woke}; may lie in the past. */
  long wakeAt() {
    return server.next(connected);
  }

  /** When ZooKeeper last proved that it hears us: when the request was sent that it answered. */
  long lastHeard() {
    return server.lastHeard();
  }

  private void connect(long granted, long sentAt, long now) {
    connected = true;
    changed = true;
    unwatched = true;
    server.connected(granted, sentAt);
    if (server.older()) {
      look(now);
    } else {
      list(now);
    }
  }

  private void disconnect(long now) {
    connected = false;
    // Answers of the old connection that are still to come are failures: all is asked again.
    server.disconnected(now);
    listing = false;
    settled = false;
    putOff = false;
    ahead = false;
    path.disconnected();
    reading.clear();
  }

  private void endOfSession(String detail, long now) {
    disconnect(now);
    forgetMembers();
    published = null;
    tellNone(Detection.Reason.SESSION_EXPIRED, detail);
  }

  private void wake(long now) {
    if (server.silent(now)) {
      actions.add(new DetectorAction.EndSession("ZooKeeper was not heard for the session timeout"));
    } else if (connected && server.behind(now)) {
      // The connection ends by that: whatever is pending is asked again over the next.
      disconnect(now);
      server.leave();
      actions.add(
          new DetectorAction.ChangeServer("the server has not heard from the ensemble's leader"));
    } else if (connected && server.due(now)) {
      look(now);
    }
  }

  private void look(long now) {
    server.ask(now);
    actions.add(server.older() ? new DetectorAction.CatchUp() : new DetectorAction.Sync());
  }

  private void synced(long sentAt, long now) {
    server.caughtUp(sentAt);
    boolean first = !ahead;
    ahead = true;
    if ((settled || putOff) && now - nextList < 0) {
      server.lookLater(now);
      if (first) {
        evaluate();
      }
    } else {
      list(now);
    }
  }

  private void changed(long now) {
    changed = true;
    if (patient && listed && known.leaderKnown(members)) {
      putOff(now);
    } else {
      list(now);
    }
  }

  private void putOff(long now) {
    changed = true;
    settled = false;
    putOff = true;
    nextList = now + server.timeout() / 4;
  }

  private void childGone(String znode, long now) {
    known.forget(znode);
    List<MemberName> rest = MemberName.without(members, znode);
    if (rest.size() == members.size()) {
      return;
    }
    server.toldByEvent();
    if (patient && listed && !unwatched && known.leaderKnown(rest)) {
      members = rest;
      evaluate();
      putOff(now);
    } else if (changed || bare) {
      // The list is out of date: somebody may stand who has come after it.
      listed = false;
      if (!listing) {
        list(now);
      }
    } else {
      members = rest;
      evaluate();
    }
  }

  private void childChanged(String znode, long now) {
    known.doubt(znode);
    evaluate();
    guard(now);
  }

  /** A list without a watch does only while the leader is known and watched. */
  private void guard(long now) {
    if (bare && !listing && !known.leaderKnown(members)) {
      list(now);
    }
  }

  private void list(long now) {
    if (!connected || server.older()) {
      return; // it is listed when the server has caught up
    }
    server.lookLater(now);
    nextList = now + server.timeout();
    putOff = false;
    settled = false;
    listAgain = listing;
    if (!listing) {
      listing = true;
      bare = patient && !unwatched && known.leaderKnown(members);
      actions.add(new DetectorAction.ListChildren(!bare));
    }
  }

  private void listed(List<String> children, long sentAt, long now) {
    server.heard(sentAt);
    server.answered();
    path.seen();
    listed = true;
    listedAt = sentAt;
    members = MemberName.among(children);
    known.retain(children);
    changed = false;
    known.doubtUnwatched();
    if (unwatched) {
      unwatched = false;
      known.doubt();
    }
    listing = false;
    if (listAgain) {
      list(now);
    }
    evaluate();
    guard(now);
  }

  private void listFailed(Failure failure, String detail, long now) {
    changed = true; // perhaps no watch was set
    putOff = false;
    listing = false;
    if (listAgain) {
      list(now);
    }
    switch (failure) {
      case MISSING -> pathMissing(detail);
      case DENIED -> {
        forgetMembers();
        tellNone(Detection.Reason.NOT_PERMITTED, detail);
      }
      case UNREACHABLE, SESSION_OVER, OTHER -> {
        // The session's own events, or the next list, decide.
      }
    }
  }

  private void pathMissing(String detail) {
    forgetMembers();
    if (path.begin()) {
      actions.add(new DetectorAction.CreatePath());
    } else if (!path.pending()) {
      tellNone(Detection.Reason.PATH_MISSING, detail);
    }
  }

  private void forgetMembers() {
    listed = false;
    members = List.of();
    known.clear();
  }

  private void read(DetectorEvent.Read read, long now) {
    reading.remove(read.znode());
    Optional<MemberName> name =
        members.stream().filter(member -> member.znode().equals(read.znode())).findFirst();
    if (name.isPresent()) {
      known.read(name.get(), read).map(DetectorAction.Skip::new).ifPresent(actions::add);
      evaluate();
      guard(now);
    }
  }

  private void readFailed(String znode, Failure failure, long now) {
    reading.remove(znode);
    switch (failure) {
      case MISSING -> {
        // As if its end had been told of.
        listed = false;
        list(now);
      }
      case DENIED, OTHER -> {
        known
            .unreadable(znode, "ZooKeeper does not let us read it")
            .map(DetectorAction.Skip::new)
            .ifPresent(actions::add);
        evaluate();
        guard(now);
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
    Tally tally = Tally.of(members, known, readAll ? Tally.ALL : ahead ? 2 : 1);
    tally.unread().forEach(this::request);
    if (tally.leaderKnown()) {
      announce(tally.election());
    }
    settled = !changed && !listing && tally.leaderKnown() && (tally.complete() || !readAll);
    if (readAll && tally.complete() && !tally.election().equals(published)) {
      published = tally.election();
      actions.add(new DetectorAction.Publish(tally.election()));
    }
  }

  private void request(String znode) {
    if (connected && reading.add(znode)) {
      actions.add(new DetectorAction.ReadChild(znode));
    }
  }

  private void announce(Election election) {
    Set<String> children = members.stream().map(MemberName::znode).collect(Collectors.toSet());
    actions.add(new DetectorAction.Seen(children, election.leader(), listedAt));
    if (election.leader().isPresent()) {
      tell(new Detection.Leader(election.leader().get()));
    } else if (members.isEmpty()) {
      tellNone(Detection.Reason.NO_CANDIDATES, "nobody stands");
    } else {
      tellNone(Detection.Reason.NONE_READABLE, "none of those who stand can be read");
    }
  }

  private void tellNone(Detection.Reason reason, String detail) {
    tell(new Detection.NoLeader(reason, detail));
  }

  private void tell(Detection detection) {
    if (!detection.equals(told)) {
      told = detection;
      actions.add(new DetectorAction.Tell(detection));
    }
  }
}
