package dev.mesos.bench.scale;

/**
 * What a cluster of one size costs its master.
 *
 * @param slaves how many there are
 * @param share of one core that the master takes at rest
 * @param bytes that it has resident at rest
 * @param comeOverSeconds from the election of the next master until all slaves have re-registered
 */
record Cost(int slaves, double share, long bytes, double comeOverSeconds) {

  /** Microseconds of a core a second and slave. */
  double microsecondsEach() {
    return share * 1e6 / slaves;
  }

  /** Memory for each slave, in KiB. */
  double kibEach() {
    return bytes / 1024.0 / slaves;
  }

  /** Time for each slave to come over, in microseconds. */
  double comeOverMicrosecondsEach() {
    return comeOverSeconds * 1e6 / slaves;
  }
}
