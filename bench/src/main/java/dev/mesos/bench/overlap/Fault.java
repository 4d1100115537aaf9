package dev.mesos.bench.overlap;

/**
 * Something that goes wrong, until it is healed.
 *
 * @param name for the log
 * @param begin makes it so
 * @param heal ends it; the world is whole again afterwards
 */
record Fault(String name, Step begin, Step heal) {

  /** May take a moment. */
  interface Step {
    void run() throws InterruptedException;
  }
}
