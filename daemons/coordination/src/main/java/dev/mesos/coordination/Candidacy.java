package dev.mesos.coordination;

/** What becomes of a {@link Contender}'s candidacy. */
public sealed interface Candidacy {

  /** The znode is there: we stand. */
  record Joined(Candidate self) implements Candidacy {}

  /**
   * We lead: nobody readable stands before us, and ZooKeeper's quorum has confirmed our session
   * since we saw that. From here on {@link Contender#leads()} says whether we still may act.
   */
  record Leading(Candidate self) implements Candidacy {}

  /**
   * We stand no more; the session is closed. Told once; {@link Contender#contend} starts anew.
   *
   * @param reason for programs
   * @param detail for people
   */
  record Lost(Reason reason, String detail) implements Candidacy {}

  /**
   * ZooKeeper refuses us. Not final: it is tried again, with pauses, and told again only if the
   * error changes.
   *
   * @param error what was refused and what to do about it; no secrets
   */
  record Refused(String error) implements Candidacy {}

  /** Why a candidacy ended. */
  enum Reason {
    /** The lease ran out before the quorum confirmed it again. */
    LEASE_EXPIRED,
    /** ZooKeeper was not heard for a session timeout, or says that the session is over. */
    SESSION_EXPIRED,
    /** Somebody removed our znode, or the whole path. */
    ZNODE_DELETED,
    /** Somebody put a znode before ours by hand, and it is the leader for everyone else. */
    DEPOSED
  }
}
