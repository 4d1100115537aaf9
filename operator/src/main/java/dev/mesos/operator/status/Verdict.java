package dev.mesos.operator.status;

import dev.mesos.crds.Reason;

/** A condition without its times: what is found out about one aspect. */
record Verdict(String status, Reason reason, String message) {
  static final String TRUE = "True";
  static final String FALSE = "False";
  static final String UNKNOWN = "Unknown";

  static Verdict yes(Reason reason, String message) {
    return new Verdict(TRUE, reason, message);
  }

  static Verdict no(Reason reason, String message) {
    return new Verdict(FALSE, reason, message);
  }

  static Verdict unknown(Reason reason, String message) {
    return new Verdict(UNKNOWN, reason, message);
  }

  boolean holds() {
    return TRUE.equals(status);
  }
}
