package dev.mesos.coordination.simulation.zookeeper;

import java.util.List;

/** What a client asks of a server, as far as elections and registries need it. */
public sealed interface Operation {

  /** Stands for any version. */
  int ANY = -1;

  /** One that changes something, or has to be agreed on all the same. */
  sealed interface Write extends Operation {}

  /** The children's names; can leave a watch for the next change. */
  record GetChildren(String path, boolean watch) implements Operation {}

  /** Whether it is there; can leave a watch for its creation or end. */
  record Exists(String path, boolean watch) implements Operation {}

  /** The content; can leave a watch for its next change or its end. */
  record GetData(String path, boolean watch) implements Operation {}

  /** The contents of some, each for itself: a znode or a code. */
  record GetAll(List<String> paths) implements Operation {}

  /** Nothing. */
  record Ping() implements Operation {}

  /** Sets watches again that another server had, or lets them fire at once. */
  record SetWatches(long since, String[] data, String[] exist, String[] child)
      implements Operation {}

  /** Lets the server catch up with the leader. */
  record Sync() implements Operation {}

  /** Creates a znode. */
  record Create(String path, byte[] data, boolean ephemeral, boolean sequential) implements Write {}

  /** Removes a znode, in this version. */
  record Delete(String path, int version) implements Write {

    /** Whatever its version. */
    public Delete(String path) {
      this(path, ANY);
    }
  }

  /** A multi that only checks that a znode exists, in this version. */
  record Check(String path, int version) implements Write {

    /** Whatever its version. */
    public Check(String path) {
      this(path, ANY);
    }
  }

  /** Replaces the content of a znode, in this version. */
  record SetData(String path, byte[] data, int version) implements Write {}

  /** All of them, or none; of those that fail, the answer has the number of the first. */
  record Multi(List<Write> parts) implements Write {}

  /** Begins a session. */
  record CreateSession(long timeout) implements Write {}

  /** Ends the session, and with it what it owns. */
  record CloseSession() implements Write {}
}
