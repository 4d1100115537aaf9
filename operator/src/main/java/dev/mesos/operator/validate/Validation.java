package dev.mesos.operator.validate;

import dev.mesos.crds.Reason;

/** What became of a resource: a cluster that can be built, or a reason why not. */
public sealed interface Validation {

  /** The resource can be carried out. */
  record Valid(ValidatedCluster cluster) implements Validation {}

  /** It cannot, until somebody changes it or what stands in its way. The message says what. */
  record Refused(Reason reason, String message) implements Validation {}
}
