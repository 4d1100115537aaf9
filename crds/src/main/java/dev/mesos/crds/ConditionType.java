package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** The closed list of condition types. Constants are spelled as they appear in the status. */
public enum ConditionType {
  /**
   * The cluster does its work: ZooKeeper has a quorum, a leader is elected, and masters and slaves
   * are available.
   */
  Ready(
      "The cluster does its work: ZooKeeper has a quorum, a leader is elected, and masters and slaves are available."),

  /** The operator is still bringing the cluster to what the spec says. */
  Reconciling("The operator is still bringing the cluster to what the spec says."),

  /** The operator cannot go on without somebody's help; the message says with what. */
  Stalled("The operator cannot go on without somebody's help; the message says with what."),

  /** The ensemble has a quorum and answers. */
  ZooKeeperReady("The ensemble has a quorum and answers."),

  /** The cluster's znode exists and belongs to this cluster. */
  ZnodeReady("The cluster's znode exists and belongs to this cluster."),

  /** All masters that are wanted are ready. */
  MastersAvailable("All masters that are wanted are ready."),

  /** ZooKeeper names a leading master. */
  LeaderElected("ZooKeeper names a leading master."),

  /**
   * All slaves that are wanted are registered with the leader, or were with its predecessor until a
   * moment ago.
   */
  SlavesAvailable(
      "All slaves that are wanted are registered with the leader, or were with its predecessor until a moment ago."),

  /** The operator changes nothing because spec.paused is set. */
  Paused("The operator changes nothing because spec.paused is set.");

  private final String doc;

  ConditionType(String doc) {
    this.doc = doc;
  }

  /**
   * Reads what stands in a status: null for a word that a newer operator wrote, so that an older
   * one can still read the resource.
   */
  @JsonCreator
  static @Nullable ConditionType read(String word) {
    for (ConditionType value : values()) {
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
