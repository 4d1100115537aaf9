package dev.mesos.coordination;

/** A candidate znode whose content is no MasterInfo; the message says why, without the content. */
public final class UnreadableCandidateException extends Exception {

  private static final long serialVersionUID = 1L;

  /** A reason that is fit for a log and a status. */
  public UnreadableCandidateException(String message) {
    super(message);
  }
}
