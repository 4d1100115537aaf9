package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a contender decides. It hears of the election from a {@link DetectorCore} on its session.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>A session owns one candidate at most. A create without an answer is followed by a look at
 *       what the session owns, before anything else is created.
 *   <li>{@link Candidacy.Leading} is told only while the {@link Lease} holds, by a proof sent after
 *       our candidate was seen to be the first. {@link #leadsUntil()} is never later than the
 *       lease.
 *   <li>A server through which the quorum does not answer a leader is left for another one, with
 *       the session: what separates one server from the others costs no leadership.
 *   <li>After {@link Candidacy.Lost} the session is ended, so the znode goes with it.
 * </ol>
 *
 * <p>Pure: no clock, no thread, no connection. Times are nanoseconds. Not thread-safe.
 */
final class ContenderCore {

  private enum Phase {
    /** Nobody wants to stand. */
    IDLE,
    /** For a session, a path, or the next attempt. */
    WAITING,
    /** For the answer to a create. */
    CREATING,
    /** For a connection, to find out what became of a create. */
    AMBIGUOUS,
    /** For what the session owns. */
    FINDING,
    /** The znode is there. */
    STANDING,
    /** The znode is there and the first; the quorum has not confirmed it yet. */
    ELECTED,
    /** Told so. */
    LEADING
  }

  private final long tickTime;
  private final long retry;
  private List<ContenderAction> actions = new ArrayList<>();
  private Phase phase = Phase.IDLE;
  private Lease lease;
  private boolean connected;
  private boolean pathSeen;
  private boolean proving;
  private boolean fresh;
  private long createdAt;
  private long provedBy;
  private long nextProof;
  private long nextAttempt;
  private int refusals;
  private @Nullable MasterInfo info;
  private @Nullable Candidate self;
  private @Nullable String refused;
  private @Nullable Long provedAt;
  private ContenderEvent.@Nullable Seen lastSeen;

  /**
   * A core that nobody has asked to stand.
   *
   * @param tickTime an upper bound of the ensemble's, in nanoseconds
   * @param retry the pause after a refusal; doubled for each one in a row, up to 16 times
   */
  ContenderCore(long tickTime, long retry) {
    this.tickTime = tickTime;
    this.retry = retry;
    this.lease = new Lease(0, tickTime);
  }

  List<ContenderAction> on(ContenderEvent event, long now) {
    actions = new ArrayList<>();
    switch (event) {
      case ContenderEvent.Contend(MasterInfo wanted) -> contend(wanted, now);
      case ContenderEvent.Opened() -> fresh = true;
      case ContenderEvent.Connected(long timeout, long sentAt) -> connect(timeout, sentAt, now);
      case ContenderEvent.Disconnected() -> disconnect();
      case ContenderEvent.SessionOver(String detail) -> sessionOver(detail);
      case ContenderEvent.Seen seen -> seen(seen, now);
      case ContenderEvent.NoPath(String detail) -> noPath(detail);
      case ContenderEvent.Created(Candidate candidate, long sentAt) -> {
        lease.proved(sentAt, now);
        joined(candidate, sentAt, now);
      }
      case ContenderEvent.CreateFailed(Failure failure, String detail) ->
          createFailed(failure, detail, now);
      case ContenderEvent.Owned(List<Candidate> candidates) -> owned(candidates, now);
      case ContenderEvent.OwnedFailed(Failure failure) -> ownedFailed(failure, now);
      case ContenderEvent.Answered(long sentAt) -> lease.touched(sentAt, now);
      case ContenderEvent.Proved(long sentAt) -> proved(sentAt, now);
      case ContenderEvent.ProofFailed(Failure failure) -> proofFailed(failure, now);
      case ContenderEvent.Woke() -> wake(now);
    }
    return actions;
  }

  /** When to send {@link ContenderEvent.Woke}, in nanoseconds; empty if nothing is due. */
  Optional<Long> wakeAt() {
    return switch (phase) {
      case ELECTED -> proofDue();
      case LEADING -> {
        long deadline = lease.deadline();
        yield Optional.of(proofDue().filter(due -> due - deadline < 0).orElse(deadline));
      }
      case WAITING ->
          refusals > 0 && connected && pathSeen ? Optional.of(nextAttempt) : Optional.empty();
      case AMBIGUOUS -> connected ? Optional.of(nextAttempt) : Optional.empty();
      case FINDING, CREATING, IDLE, STANDING -> Optional.empty();
    };
  }

  /** Until when we may act; empty if we do not lead. */
  Optional<Long> leadsUntil() {
    return phase == Phase.LEADING ? Optional.of(lease.deadline()) : Optional.empty();
  }

  /** When the last proof of this session was sent that succeeded. */
  Optional<Long> provedAt() {
    return Optional.ofNullable(provedAt);
  }

  /** Our candidate while it stands. */
  Optional<Candidate> self() {
    return Optional.ofNullable(self);
  }

  private Optional<Long> proofDue() {
    return connected ? Optional.of(proving ? provedBy : nextProof) : Optional.empty();
  }

  private void contend(MasterInfo wanted, long now) {
    if (phase == Phase.IDLE) {
      info = wanted;
      phase = Phase.WAITING;
      attempt(now);
    }
  }

  private void attempt(long now) {
    boolean due = refusals == 0 || now - nextAttempt >= 0;
    if (phase == Phase.WAITING && connected && pathSeen && info != null && due) {
      phase = Phase.CREATING;
      actions.add(new ContenderAction.Create(info));
    }
  }

  private void connect(long timeout, long sentAt, long now) {
    if (fresh) {
      lease = new Lease(timeout, tickTime);
    }
    fresh = false;
    connected = true;
    lease.connected(sentAt, timeout);
    switch (phase) {
      case AMBIGUOUS -> find();
      case ELECTED, LEADING -> prove(now);
      case IDLE, WAITING, CREATING, FINDING, STANDING -> attempt(now);
    }
  }

  private void disconnect() {
    connected = false;
    proving = false;
    lease.disconnected();
    if (phase == Phase.CREATING || phase == Phase.FINDING) {
      phase = Phase.AMBIGUOUS;
    }
  }

  private void sessionOver(String detail) {
    connected = false;
    proving = false;
    pathSeen = false;
    lastSeen = null;
    provedAt = null;
    refusals = 0;
    boolean stood = self != null;
    self = null;
    if (stood) {
      phase = Phase.IDLE;
      actions.add(
          new ContenderAction.Tell(new Candidacy.Lost(Candidacy.Reason.SESSION_EXPIRED, detail)));
    } else if (phase != Phase.IDLE) {
      phase = Phase.WAITING;
    }
  }

  private void seen(ContenderEvent.Seen seen, long now) {
    pathSeen = true;
    lastSeen = seen;
    attempt(now);
    judge(seen, now);
  }

  private void judge(ContenderEvent.Seen seen, long now) {
    Candidate own = self;
    if (own == null) {
      return;
    }
    if (!seen.children().contains(own.znode())) {
      // A list that was sent before the create need not know our znode.
      if (seen.listedAt() - createdAt > 0) {
        lose(Candidacy.Reason.ZNODE_DELETED, "somebody removed " + own.znode());
      }
    } else if (seen.leader().isPresent() && same(seen.leader().get(), own)) {
      if (phase == Phase.STANDING) {
        phase = Phase.ELECTED;
        prove(now);
      }
    } else if (phase == Phase.LEADING) {
      lose(Candidacy.Reason.DEPOSED, "somebody put a candidate before " + own.znode());
    } else {
      phase = Phase.STANDING;
    }
  }

  private static boolean same(Candidate one, Candidate other) {
    return one.znode().equals(other.znode()) && one.epoch() == other.epoch();
  }

  private void noPath(String detail) {
    pathSeen = false;
    if (phase == Phase.WAITING) {
      refuse(detail);
    } else if (self != null) {
      lose(Candidacy.Reason.ZNODE_DELETED, detail);
    }
  }

  private void joined(Candidate candidate, long since, long now) {
    phase = Phase.STANDING;
    createdAt = since;
    refusals = 0;
    refused = null;
    self = candidate;
    actions.add(new ContenderAction.Tell(new Candidacy.Joined(candidate)));
    // If the list came before we knew of our znode, no watch will make it come again.
    if (lastSeen != null) {
      judge(lastSeen, now);
    }
  }

  private void createFailed(Failure failure, String detail, long now) {
    switch (failure) {
      case UNREACHABLE -> {
        // The news that the connection is gone comes later; the timer is for when it does not.
        phase = Phase.AMBIGUOUS;
        nextAttempt = now + retry;
      }
      case SESSION_OVER -> phase = Phase.WAITING;
      case MISSING -> {
        phase = Phase.WAITING;
        pathSeen = false;
        refuse(detail);
      }
      case DENIED, OTHER -> {
        phase = Phase.WAITING;
        nextAttempt = now + (retry << Math.min(refusals, 4));
        refusals++;
        refuse(detail);
      }
    }
  }

  private void refuse(String detail) {
    if (!detail.equals(refused)) {
      refused = detail;
      actions.add(new ContenderAction.Tell(new Candidacy.Refused(detail)));
    }
  }

  private void find() {
    if (info != null) {
      phase = Phase.FINDING;
      actions.add(new ContenderAction.FindOwned(info));
    }
  }

  private void owned(List<Candidate> candidates, long now) {
    if (phase != Phase.FINDING) {
      return;
    }
    if (candidates.isEmpty()) {
      phase = Phase.WAITING;
      attempt(now);
      return;
    }
    List<Candidate> sorted =
        candidates.stream().sorted(Comparator.comparingInt(Candidate::sequence)).toList();
    sorted.stream()
        .skip(1)
        .forEach(extra -> actions.add(new ContenderAction.Delete(extra.znode())));
    // It may have appeared while we looked, after a list that was sent meanwhile.
    joined(sorted.getFirst(), now, now);
  }

  private void ownedFailed(Failure failure, long now) {
    if (phase == Phase.FINDING) {
      phase = failure == Failure.MISSING ? Phase.WAITING : Phase.AMBIGUOUS;
      nextAttempt = now + retry;
    }
  }

  private void prove(long now) {
    Candidate own = self;
    if (connected && !proving && own != null) {
      proving = true;
      nextProof = now + lease.renewal();
      provedBy = now + lease.patience();
      actions.add(new ContenderAction.Prove(own.znode()));
    }
  }

  private void proved(long sentAt, long now) {
    proving = false;
    provedAt = sentAt;
    lease.proved(sentAt, now);
    Candidate own = self;
    if (own != null && phase == Phase.ELECTED && lease.holds(now)) {
      phase = Phase.LEADING;
      actions.add(new ContenderAction.Tell(new Candidacy.Leading(own)));
    }
    concedeIfDue(now);
    if ((phase == Phase.ELECTED || phase == Phase.LEADING) && lease.wantsProof()) {
      prove(now);
    }
  }

  private void proofFailed(Failure failure, long now) {
    proving = false;
    if (failure == Failure.MISSING) {
      lose(Candidacy.Reason.ZNODE_DELETED, "our znode is gone");
    } else {
      concedeIfDue(now);
    }
  }

  private void wake(long now) {
    concedeIfDue(now);
    if (phase == Phase.ELECTED || phase == Phase.LEADING) {
      if (connected && proving && now - provedBy >= 0) {
        // The connection ends by that; over the next one there will be a proof at once.
        disconnect();
        actions.add(new ContenderAction.ChangeServer("the quorum does not answer through it"));
      } else if (now - nextProof >= 0) {
        prove(now);
      }
    }
    if (phase == Phase.AMBIGUOUS && connected && now - nextAttempt >= 0) {
      find();
    }
    attempt(now);
  }

  private void concedeIfDue(long now) {
    if (phase == Phase.LEADING && !lease.holds(now)) {
      lose(Candidacy.Reason.LEASE_EXPIRED, "the quorum has not confirmed our session in time");
    }
  }

  private void lose(Candidacy.Reason reason, String detail) {
    phase = Phase.IDLE;
    self = null;
    actions.add(new ContenderAction.Tell(new Candidacy.Lost(reason, detail)));
    actions.add(new ContenderAction.EndSession(detail));
  }
}
