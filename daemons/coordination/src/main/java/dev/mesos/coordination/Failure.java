package dev.mesos.coordination;

import org.apache.zookeeper.KeeperException.Code;

/** What a request to ZooKeeper can come to, as far as an election cares. */
enum Failure {
  /** No answer: it may have been carried out or not. */
  UNREACHABLE,
  /** The session is gone, and with it all that it owned. */
  SESSION_OVER,
  /** The znode is not there. */
  MISSING,
  /** Our credentials do not suffice. */
  DENIED,
  /** Anything else: a bug, or a server that is set up in a strange way. */
  OTHER;

  /** Whether nobody knows what it came to. */
  static boolean isLoss(Code code) {
    return code != Code.OK && (of(code) == UNREACHABLE || of(code) == SESSION_OVER);
  }

  static Failure of(Code code) {
    return switch (code) {
      case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONMOVED, REQUESTTIMEOUT -> UNREACHABLE;
      case SESSIONEXPIRED, SESSIONCLOSEDREQUIRESASLAUTH -> SESSION_OVER;
      case NONODE -> MISSING;
      case NOAUTH, AUTHFAILED, INVALIDACL -> DENIED;
      default -> OTHER;
    };
  }
}
