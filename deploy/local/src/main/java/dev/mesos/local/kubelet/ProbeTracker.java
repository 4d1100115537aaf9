package dev.mesos.local.kubelet;

/**
 * Counts probe results against thresholds.
 *
 * <p>Pure: a value, no clock.
 *
 * @param successThreshold successes in a row that make it good
 * @param failureThreshold failures in a row that make it bad
 * @param good the verdict so far
 * @param inARow results in a row that contradict or confirm; positive successes, negative failures
 */
record ProbeTracker(int successThreshold, int failureThreshold, boolean good, int inARow) {

  ProbeTracker seen(boolean success) {
    int count = success ? Math.max(inARow, 0) + 1 : Math.min(inARow, 0) - 1;
    boolean verdict = good;
    if (count >= successThreshold) {
      verdict = true;
    } else if (-count >= failureThreshold) {
      verdict = false;
    }
    return new ProbeTracker(successThreshold, failureThreshold, verdict, count);
  }

  /** Whether the failures in a row have reached the threshold. */
  boolean failed() {
    return -inARow >= failureThreshold;
  }

  /** Whether the successes in a row have reached the threshold. */
  boolean succeeded() {
    return inARow >= successThreshold;
  }
}
