package dev.mesos.crds;

/** Who may change the cluster's znode. */
public enum Access {
  /** Only the holder of the credentials may change it; everybody may read it. */
  Digest("Only the holder of the credentials may change it; everybody may read it."),

  /** Everybody may change it. */
  Open("Everybody may change it.");

  private final String doc;

  Access(String doc) {
    this.doc = doc;
  }

  /** What the value means, in one line, as the reference documentation prints it. */
  public String doc() {
    return doc;
  }
}
