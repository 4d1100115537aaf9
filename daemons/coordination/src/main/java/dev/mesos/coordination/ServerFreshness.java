package dev.mesos.coordination;

import java.util.random.RandomGenerator;

/**
 * Whether ZooKeeper still hears us, and our server the ensemble's leader.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>While connected, our server is asked to catch up every fourth to third of the session
 *       timeout; thousands of sessions do not ask all at once.
 *   <li>One that leaves this unanswered for a quarter of the timeout is behind. The next one has
 *       twice as long: servers that are merely slow are not helped by thousands who change them.
 *   <li>A session is silent once nothing was heard for its timeout, counted from the last request
 *       that was answered.
 * </ol>
 *
 * <p>Pure; times are nanoseconds. Not thread-safe.
 */
final class ServerFreshness {

  private final RandomGenerator random;
  private boolean asking;
  private boolean moved;
  private long timeout;
  private long lastHeard;
  private long nextLook;
  private long answerBy;

  ServerFreshness(long timeout, RandomGenerator random) {
    this.timeout = timeout;
    this.random = random;
  }

  /** A session is being opened; it has this timeout until ZooKeeper grants one. */
  void opened(long requestedTimeout, long now) {
    timeout = requestedTimeout;
    lastHeard = now;
  }

  void connected(long granted, long sentAt) {
    timeout = granted;
    asking = false;
    heard(sentAt);
  }

  void disconnected() {
    asking = false;
  }

  void heard(long sentAt) {
    if (sentAt - lastHeard > 0) {
      lastHeard = sentAt;
    }
  }

  /** When ZooKeeper last proved that it hears us: when the request was sent that it answered. */
  long lastHeard() {
    return lastHeard;
  }

  /** The session's timeout. */
  long timeout() {
    return timeout;
  }

  /** When the session is {@link #silent}. */
  long deadline() {
    return lastHeard + timeout;
  }

  /** When the server is {@link #behind}, or a look is {@link #due}. */
  long next() {
    return asking ? answerBy : nextLook;
  }

  boolean silent(long now) {
    return now - deadline() >= 0;
  }

  boolean behind(long now) {
    return asking && now - answerBy >= 0;
  }

  boolean due(long now) {
    return !asking && now - nextLook >= 0;
  }

  /** The server is asked to catch up. */
  void ask(long now) {
    asking = true;
    answerBy = now + timeout / (moved ? 2 : 4);
  }

  void caughtUp(long sentAt) {
    heard(sentAt);
    asking = false;
    moved = false;
  }

  void unanswered() {
    asking = false;
  }

  /** The server is left for another one. */
  void leave() {
    asking = false;
    moved = true;
  }

  /** The next look is due a fourth to a third of the timeout from now. */
  void lookLater(long now) {
    nextLook = now + timeout / 4 + random.nextLong(timeout / 12 + 1);
  }
}
