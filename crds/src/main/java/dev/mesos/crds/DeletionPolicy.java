package dev.mesos.crds;

/** What becomes of the znode and the volumes when the resource is deleted. */
public enum DeletionPolicy {
  /** The znode and the volumes are removed. */
  Delete("The znode and the volumes are removed."),

  /** The znode and the volumes are kept. */
  Retain("The znode and the volumes are kept.");

  private final String doc;

  DeletionPolicy(String doc) {
    this.doc = doc;
  }

  /** What the value means, in one line, as the reference documentation prints it. */
  public String doc() {
    return doc;
  }
}
