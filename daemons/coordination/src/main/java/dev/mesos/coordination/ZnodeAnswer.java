package dev.mesos.coordination;

/** What a request to ZooKeeper came to. */
public sealed interface ZnodeAnswer<T> {

  /** It was carried out. */
  record Ok<T>(T value) implements ZnodeAnswer<T> {}

  /**
   * It was not carried out, or nobody knows ({@link Failure#UNKNOWN}).
   *
   * @param change which part of a transaction was refused, from 0; -1 where there is none
   * @param detail for people: what failed and what to do about it; no secrets
   */
  record Failed<T>(Failure failure, int change, String detail) implements ZnodeAnswer<T> {}

  /** Why a request failed. */
  enum Failure {
    /** The connection or the session ended before the answer: it was carried out, or it was not. */
    UNKNOWN,
    /** The znode, or its parent, is not there. */
    MISSING,
    /** The znode is there already. */
    EXISTS,
    /** The znode has another version. */
    CHANGED,
    /** Our credentials do not suffice. */
    DENIED,
    /** Anything else: a bug, or a server that is set up in a strange way. */
    OTHER
  }
}
