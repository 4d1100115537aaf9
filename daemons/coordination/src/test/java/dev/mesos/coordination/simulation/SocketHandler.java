package dev.mesos.coordination.simulation;

/** Hears of one side of a connection. */
public interface SocketHandler {

  /** The other machine has accepted it. */
  default void connected() {}

  /** A message has come, in order. */
  void received(Object message);

  /**
   * It was refused, closed by the other side or given up by our machine. Nothing comes after it.
   */
  void closed();
}
