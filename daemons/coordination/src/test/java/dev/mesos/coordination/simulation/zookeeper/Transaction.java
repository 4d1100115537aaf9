package dev.mesos.coordination.simulation.zookeeper;

import java.util.List;
import org.apache.zookeeper.KeeperException.Code;

/**
 * A change that the leader has worked out from an operation, so that applying it is the same
 * everywhere.
 *
 * @param zxid its number
 * @param session on whose behalf
 * @param cxid the client's number of the request
 * @param change what it does
 */
public record Transaction(long zxid, long session, int cxid, Change change) {

  /** What a transaction does. */
  public sealed interface Change {

    /** A session begins. */
    record SessionCreated(long timeout) implements Change {}

    /** A session ends, and these are removed. */
    record SessionClosed(String[] paths) implements Change {}

    /** A znode appears; owner is 0 unless it is ephemeral. */
    record Created(String path, byte[] data, long owner, long createdMs) implements Change {}

    /** A znode is gone. */
    record Deleted(String path) implements Change {}

    /** The content of a znode is another. */
    record DataSet(String path, byte[] data) implements Change {}

    /** All of this at once. */
    record Multi(List<Change> parts) implements Change {}

    /** Nothing changes. */
    record Checked() implements Change {}

    /** Nothing changes, as it was not possible: of several parts, that of this number. */
    record Failed(Code code, int part) implements Change {

      Failed(Code code) {
        this(code, -1);
      }
    }
  }
}
