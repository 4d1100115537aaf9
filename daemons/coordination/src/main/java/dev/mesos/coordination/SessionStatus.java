package dev.mesos.coordination;

/**
 * A session at one moment, for metrics and status.
 *
 * @param connected whether a server answers at present
 * @param sessionId 0 before the first session
 * @param requestedTimeoutMs what was asked for
 * @param negotiatedTimeoutMs what ZooKeeper granted; 0 before the first session
 * @param lastHeardMs milliseconds since the last proof that the session lives; -1 before the first
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
    long sessions,
    long expirations,
    long skipped) {

  /** Before anything happened. */
  public static SessionStatus none(int requestedTimeoutMs) {
    return new SessionStatus(false, 0, requestedTimeoutMs, 0, -1, 0, 0, 0);
  }

  SessionStatus withConnected(boolean now) {
    return new SessionStatus(
        now,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        lastHeardMs,
        sessions,
        expirations,
        skipped);
  }

  SessionStatus withSession(long id, int negotiatedMs) {
    return new SessionStatus(
        true, id, requestedTimeoutMs, negotiatedMs, 0, sessions + 1, expirations, skipped);
  }

  SessionStatus withExpiration() {
    return new SessionStatus(
        false,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        lastHeardMs,
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
        sessions,
        expirations,
        skipped + 1);
  }

  SessionStatus withLastHeardMs(long ms) {
    return new SessionStatus(
        connected,
        sessionId,
        requestedTimeoutMs,
        negotiatedTimeoutMs,
        ms,
        sessions,
        expirations,
        skipped);
  }
}
