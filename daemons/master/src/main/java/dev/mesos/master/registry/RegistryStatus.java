package dev.mesos.master.registry;

/**
 * A registry at one moment, for metrics and status.
 *
 * @param recovered whether all is read and operations are taken
 * @param admitted slaves, counting what is being written
 * @param deactivated likewise
 * @param gone likewise
 * @param skipped znodes that could not be read
 * @param queued operations that are not done yet
 * @param transactions that were carried out, since the start
 * @param fetchMs how long reading all of it took; 0 before
 * @param storeMs how long the last transaction took; 0 before
 */
public record RegistryStatus(
    boolean recovered,
    int admitted,
    int deactivated,
    int gone,
    int skipped,
    int queued,
    long transactions,
    long fetchMs,
    long storeMs) {

  /** Before anything is read. */
  static final RegistryStatus NONE = new RegistryStatus(false, 0, 0, 0, 0, 0, 0, 0, 0);
}
