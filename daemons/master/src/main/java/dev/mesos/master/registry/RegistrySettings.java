package dev.mesos.master.registry;

import java.time.Duration;

/**
 * How a registry is kept.
 *
 * @param fetchTimeout for reading all of it at the start
 * @param storeTimeout for writing one operation, waiting included
 * @param maxAge after which a deactivated or gone slave is forgotten
 * @param maxCount of the deactivated, and of the gone, beyond which the oldest are forgotten
 * @param pruneInterval between two looks for those; also the pause before the first
 * @param batchEntries that one transaction writes at most
 * @param batchBytes that one transaction has at most, about
 * @param transactionsInFlight that are sent before the first of them is answered
 * @param readsInFlight likewise, while all is read
 * @param readBatch znodes that one request reads
 */
public record RegistrySettings(
    Duration fetchTimeout,
    Duration storeTimeout,
    Duration maxAge,
    int maxCount,
    Duration pruneInterval,
    int batchEntries,
    int batchBytes,
    int transactionsInFlight,
    int readsInFlight,
    int readBatch) {

  /** Mesos's limits; a transaction is well below ZooKeeper's 1 MB. */
  public static final RegistrySettings DEFAULT =
      new RegistrySettings(
          Duration.ofMinutes(1),
          Duration.ofSeconds(20),
          Duration.ofDays(14),
          102_400,
          Duration.ofMinutes(15),
          200,
          256 * 1024,
          4,
          16,
          64);

  /** The same with other times. */
  public RegistrySettings withTimeouts(Duration fetch, Duration store) {
    return new RegistrySettings(
        fetch,
        store,
        maxAge,
        maxCount,
        pruneInterval,
        batchEntries,
        batchBytes,
        transactionsInFlight,
        readsInFlight,
        readBatch);
  }

  /** The same with other limits of what is remembered. */
  public RegistrySettings withLimits(Duration age, int count, Duration interval) {
    return new RegistrySettings(
        fetchTimeout,
        storeTimeout,
        age,
        count,
        interval,
        batchEntries,
        batchBytes,
        transactionsInFlight,
        readsInFlight,
        readBatch);
  }

  /** The same with other sizes of what is under way. */
  public RegistrySettings withBatches(int entries, int transactions, int reads, int readSize) {
    return new RegistrySettings(
        fetchTimeout,
        storeTimeout,
        maxAge,
        maxCount,
        pruneInterval,
        entries,
        batchBytes,
        transactions,
        reads,
        readSize);
  }
}
