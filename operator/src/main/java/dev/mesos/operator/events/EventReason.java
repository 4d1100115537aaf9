package dev.mesos.operator.events;

/** The closed list of reasons of the Kubernetes events that the operator publishes. */
public enum EventReason {
  /** A master was elected. */
  LeaderElected(Type.Normal, "A master was elected; the message names it and its epoch."),

  /** The leading master is gone and no other leads yet. */
  LeaderLost(Type.Warning, "The leading master is gone and no other leads yet."),

  /** The leadership has passed on, and it is known why. */
  FailedOver(
      Type.Normal,
      "The leadership has passed on; the message says from whom to whom, why, and how long nobody led."),

  /** A master died with its candidacy, which the operator removed. */
  CandidateRemoved(
      Type.Normal,
      "A master was reported dead while its candidacy stood; it was removed, so that nobody waits for its session to time out."),

  /** The leader has given up slaves. */
  SlavesLost(
      Type.Warning,
      "The leader has given up slaves, which it heard nothing of; the message names them. They may come back as new ones only."),

  /** A condition of the resource changed from or to True. */
  PhaseChanged(Type.Normal, "A condition of the resource changed; the message says which and why."),

  /** The operator cannot go on without somebody's help. */
  Refused(Type.Warning, "The operator cannot go on without help; the message says with what."),

  /** The resource is gone, its znode could not be removed. */
  ZnodeLeft(
      Type.Warning, "The resource was deleted, but its znode could not be; the message says why.");

  private final Type type;
  private final String doc;

  EventReason(Type type, String doc) {
    this.type = type;
    this.doc = doc;
  }

  /** Kubernetes' two kinds of events. */
  public enum Type {
    Normal,
    Warning
  }

  /** Which kind the event is of. */
  public Type type() {
    return type;
  }

  /** What the value means, in one line, as the reference documentation prints it. */
  public String doc() {
    return doc;
  }
}
