package dev.mesos.coordination;

import java.util.random.RandomGenerator;

/**
 * Whether ZooKeeper still hears us, and our server the ensemble's leader.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>While connected, our server is asked to catch up every fourth to third of the session
 *       timeout; by the patient, of whom there are thousands, once in five to six twelfths of it.
 *       They do not ask all at once.
 *   <li>One that leaves this unanswered for a quarter of the timeout is behind; the patient wait
 *       for five twelfths, and then a twelfth is left, so that an alarm that comes late finds the
 *       server behind, and not the session silent. The next server is asked early and has half of
 *       the timeout: servers that are merely slow are not helped by thousands who change them.
 *   <li>ZooKeeper's client goes on only at servers that know as much as the last answer. What an
 *       event has told since is not counted: whoever has heard of one takes the next server for
 *       older until a quorum has answered by it, or else would hear of it that nothing has
 *       happened.
 *   <li>A session is silent once nothing was heard for its timeout, counted from the last request
 *       that was answered, but not before a third of the timeout without a connection: ZooKeeper's
 *       client pings, and leaves a server that it has not heard for the other two thirds.
 * </ol>
 *
 * <p>Pure; times are nanoseconds. Not thread-safe.
 */
final class ServerFreshness {

  private final long requestedTimeout;
  private final boolean patient;
  private final RandomGenerator random;
  private boolean asking;
  private boolean moved;
  private boolean hearsay;
  private boolean older;
  private long timeout;
  private long lastHeard;
  private long nextLook;
  private long answerBy;
  private long deadline;

  ServerFreshness(long requestedTimeout, boolean patient, RandomGenerator random) {
    this.requestedTimeout = requestedTimeout;
    this.timeout = requestedTimeout;
    this.patient = patient;
    this.random = random;
  }

  /** A session is being opened; it has the requested timeout until ZooKeeper grants one. */
  void opened(long now) {
    timeout = requestedTimeout;
    lastHeard = now;
    deadline = now + timeout;
  }

  void connected(long granted, long sentAt) {
    timeout = granted;
    asking = false;
    older = hearsay;
    heard(sentAt);
    deadline = lastHeard + timeout;
  }

  /** An event has told what no answer has yet. */
  void toldByEvent() {
    hearsay = true;
  }

  /** The server we are connected to has answered a list. */
  void answered() {
    hearsay &= older;
  }

  /** Whether the server may know less than we do. */
  boolean older() {
    return older;
  }

  void disconnected(long now) {
    asking = false;
    if (!silent(now) && now + timeout / 3 - deadline > 0) {
      deadline = now + timeout / 3;
    }
  }

  void heard(long sentAt) {
    if (sentAt - lastHeard > 0) {
      lastHeard = sentAt;
      deadline = sentAt + timeout;
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

  /** When the session is {@link #silent}; or before, the server {@link #behind} or a look due. */
  long next(boolean connected) {
    long next = asking ? answerBy : nextLook;
    return connected && next - deadline < 0 ? next : deadline;
  }

  boolean silent(long now) {
    return now - deadline >= 0;
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
    answerBy = now + (moved ? timeout / 2 : usual());
  }

  void caughtUp(long sentAt) {
    heard(sentAt);
    asking = false;
    moved = false;
    older = false;
    hearsay = false;
  }

  /** It was asked to catch up, and something went wrong. */
  void unanswered(long now) {
    asking = false;
    lookLater(now);
  }

  /** The server is left for another one. */
  void leave() {
    asking = false;
    moved = true;
  }

  /** Puts the next look off. */
  void lookLater(long now) {
    long pause = moved ? timeout / 4 : usual();
    nextLook = now + pause + random.nextLong(timeout / 12 + 1);
  }

  /** How long before a server is asked, and how long it has to answer, unless it is a new one. */
  private long usual() {
    return patient ? timeout * 5 / 12 : timeout / 4;
  }
}
