package dev.mesos.bench.peer;

/** One who stands in an election, in this JVM, until it is closed. Thread-safe. */
public interface Stander extends AutoCloseable {

  /** Whether it believes, at this moment, that it leads. */
  boolean leads();

  /** Whether it leads or is in the queue. */
  boolean stands();

  /** Whether it has a connection, as far as it knows. */
  boolean connected();

  /** Gives up in the orderly way that its makers intend; the process may end afterwards. */
  @Override
  void close();
}
