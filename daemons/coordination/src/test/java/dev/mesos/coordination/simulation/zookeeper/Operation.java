package dev.mesos.coordination.simulation.zookeeper;

/** What a client asks of a server, as far as an election needs it. */
public sealed interface Operation {

  /** One that changes something, or has to be agreed on all the same. */
  sealed interface Write extends Operation {}

  /** The children's names; can leave a watch for the next change. */
  record GetChildren(String path, boolean watch) implements Operation {}

  /** Whether it is there; can leave a watch for its creation or end. */
  record Exists(String path, boolean watch) implements Operation {}

  /** The content; can leave a watch for its next change or its end. */
  record GetData(String path, boolean watch) implements Operation {}

  /** Nothing. */
  record Ping() implements Operation {}

  /** Sets watches again that another server had, or lets them fire at once. */
  record SetWatches(long since, String[] data, String[] exist, String[] child)
      implements Operation {}

  /** Lets the server catch up with the leader. */
  record Sync() implements Operation {}

  /** Creates a znode. */
  record Create(String path, byte[] data, boolean ephemeral, boolean sequential) implements Write {}

  /** Removes a znode. */
  record Delete(String path) implements Write {}

  /** A multi that only checks that a znode exists. */
  record Check(String path) implements Write {}

  /** Begins a session. */
  record CreateSession(long timeout) implements Write {}

  /** Ends the session, and with it what it owns. */
  record CloseSession() implements Write {}
}
