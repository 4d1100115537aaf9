package dev.mesos.protocol;

/** Takes the messages that arrive at this program. */
@FunctionalInterface
public interface Inbox {

  /**
   * Takes a message. Called on the event loop of the connection that it came by: in order for one
   * connection, at the same time for several. Must not block.
   *
   * @return what the sender is told of it; {@link Delivery#NO_PROCESS} if there is no process
   *     {@link LibprocessMessage#to} here
   */
  Delivery deliver(LibprocessMessage message);
}
