package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** The closed list of condition reasons. Constants are spelled as they appear in the status. */
public enum Reason {
  /** Everything is as the spec says. */
  Reconciled("Everything is as the spec says."),

  /** Objects are being created and started. */
  Provisioning("Objects are being created and started."),

  /** Pods are being replaced to match a changed spec. */
  RollingOut("Pods are being replaced to match a changed spec."),

  /** The resource is being deleted and its parts are being removed. */
  Deleting("The resource is being deleted and its parts are being removed."),

  /** There was no progress for longer than the deadline. */
  ProgressDeadlineExceeded("There was no progress for longer than the deadline."),

  /** The spec passed the API server but cannot be carried out; the message names the field. */
  InvalidSpec(
      "The spec passed the API server but cannot be carried out; the message names the field."),

  /** The API server refused an object of the cluster; the message quotes it. */
  ApplyFailed("The API server refused an object of the cluster; the message quotes it."),

  /** spec.paused is set. */
  Paused("spec.paused is set."),

  /** spec.paused is not set. */
  NotPaused("spec.paused is not set."),

  /** The ensemble has a quorum and answers. */
  QuorumReady("The ensemble has a quorum and answers."),

  /** The ensemble is starting and has no quorum yet. */
  WaitingForQuorum("The ensemble is starting and has no quorum yet."),

  /** The ensemble had a quorum and has lost it. */
  QuorumLost("The ensemble had a quorum and has lost it."),

  /** No server of the ensemble answers. */
  ZooKeeperUnreachable("No server of the ensemble answers."),

  /** This has to wait until ZooKeeper is ready. */
  WaitingForZooKeeper("This has to wait until ZooKeeper is ready."),

  /** The Secret with the ZooKeeper credentials, or a key of it, does not exist. */
  CredentialsMissing("The Secret with the ZooKeeper credentials, or a key of it, does not exist."),

  /** The znode exists and carries this cluster's mark of ownership. */
  ZnodeCreated("The znode exists and carries this cluster's mark of ownership."),

  /** Another cluster owns the znode; the message names it. */
  ZnodeOwnedByOther("Another cluster owns the znode; the message names it."),

  /** An older MesosCluster claims the same external path, or one that overlaps with it. */
  PathClaimed("An older MesosCluster claims the same external path, or one that overlaps with it."),

  /** ZooKeeper refuses the credentials for the znode. */
  ZnodeAccessDenied("ZooKeeper refuses the credentials for the znode."),

  /** This has to wait until the znode is ready. */
  WaitingForZnode("This has to wait until the znode is ready."),

  /** All masters that are wanted are ready. */
  MastersReady("All masters that are wanted are ready."),

  /** Some masters are not ready. */
  MastersUnavailable("Some masters are not ready."),

  /** ZooKeeper names a leading master. */
  LeaderElected("ZooKeeper names a leading master."),

  /** There is no candidate that could lead. */
  NoLeader("There is no candidate that could lead."),

  /** ZooKeeper cannot be asked who leads. */
  ElectionUnknown("ZooKeeper cannot be asked who leads."),

  /** All slaves that are wanted are registered with the leader. */
  SlavesReady("All slaves that are wanted are registered with the leader."),

  /** The leader is new; the slaves that its predecessor had are coming over to it. */
  SlavesReregistering(
      "The leader is new; the slaves that its predecessor had are coming over to it."),

  /** Some slaves are not ready or not registered. */
  SlavesUnavailable("Some slaves are not ready or not registered."),

  /** The spec asks for no slaves. */
  NoSlavesWanted("The spec asks for no slaves.");

  private final String doc;

  Reason(String doc) {
    this.doc = doc;
  }

  /**
   * Reads what stands in a status: null for a word that a newer operator wrote, so that an older
   * one can still read the resource.
   */
  @JsonCreator
  static @Nullable Reason read(String word) {
    for (Reason value : values()) {
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
