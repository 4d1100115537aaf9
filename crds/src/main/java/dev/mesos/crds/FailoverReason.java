package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of reasons why a leadership passed on. Constants are spelled as they appear in
 * the status.
 */
public enum FailoverReason {
  /** Its pod was deleted: by a rollout, a drain, or by hand. */
  PodDeleted("Its pod was deleted: by a rollout, a drain, or by hand."),

  /** It was asked to stop, without its pod being deleted, and ended in good order. */
  MasterStopped("It was asked to stop, without its pod being deleted, and ended in good order."),

  /** Its process ended otherwise: it crashed, was killed, or ran out of memory. */
  MasterCrashed("Its process ended otherwise: it crashed, was killed, or ran out of memory."),

  /** ZooKeeper no longer heard it; or somebody removed its znode. */
  SessionExpired(
      "ZooKeeper no longer heard it: its node was lost or cut off, or its process stood still. Or somebody removed its znode."),

  /** Nothing tells. */
  Unknown(
      "Nothing tells: the operator did not see it happen, or the master was no pod of this cluster.");

  private final String doc;

  FailoverReason(String doc) {
    this.doc = doc;
  }

  /**
   * Reads what stands in a status: null for a word that a newer operator wrote, so that an older
   * one can still read the resource.
   */
  @JsonCreator
  static @Nullable FailoverReason read(String word) {
    for (FailoverReason value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }

  /** What the value means, in one line, as the reference documentation prints it. */
  public String doc() {
    return doc;
  }
}
