package dev.mesos.coordination;

/**
 * A session at one moment, for metrics and status.
 *
 * @param connected whether a server answers at present
 * @param sessionId 0 before the first session
 * @param requestedTimeoutMs what was asked for
 * @param negotiatedTimeoutMs what ZooKeeper granted; 0 before the first session
 * @param lastHeardMs milliseconds since the last request was sent that was answered; -1 before it
 * @param lastProofMs milliseconds since the last quorum write was sent that confirmed our
 *     candidate; -1 while there is none, as for a standby or an observer
 * @param sessions how many sessions there were
 * @param expirations how many of them ended without our will
 * @param skipped unreadable candidates seen so far, each counted once
 */
public record SessionStatus(
    boolean connected,
    long sessionId,
    int requestedTimeoutMs,
    int negotiatedTimeoutMs,
    long lastHeardMs,
    long lastProofMs,
    long sessions,
    long expirations,
    long skipped) {

  /** Before anything happened. */
  public static SessionStatus none(int requestedTimeoutMs) {
    return new SessionStatus(false, 0, requestedTimeoutMs, 0, -1, -1, 0, 0, 0);
  }

  SessionStatus withConnected(boolean now) {
    return new SessionStatus(
        now,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        lastHeardMs,
        lastProofMs,
        sessions,
        expirations,
        skipped);
  }

  SessionStatus withSession(long id, int negotiatedMs) {
    return new SessionStatus(
        true, id, requestedTimeoutMs, negotiatedMs, 0, -1, sessions + 1, expirations, skipped);
  }

  SessionStatus withExpiration() {
    return new SessionStatus(
        false,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        lastHeardMs,
        lastProofMs,
        sessions,
        expirations + 1,
        skipped);
  }

  SessionStatus withSkipped() {
    return new SessionStatus(
        connected,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        lastHeardMs,
        lastProofMs,
        sessions,
        expirations,
        skipped + 1);
  }

  SessionStatus withAges(long heardMs, long proofMs) {
    return new SessionStatus(
        connected,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        heardMs,
        proofMs,
        sessions,
        expirations,
        skipped);
  }
}
