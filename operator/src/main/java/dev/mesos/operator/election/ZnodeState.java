package dev.mesos.operator.election;

import dev.mesos.crds.Reason;

/** Whether the cluster's znode exists and is its own. */
public sealed interface ZnodeState {

  /** Not asked yet, or no answer yet. */
  record Pending() implements ZnodeState {}

  /** It exists and carries the cluster's mark. */
  record Ready() implements ZnodeState {}

  /** It could not be made; it is tried again. */
  record Failed(Reason reason, String message) implements ZnodeState {}
}
