package dev.mesos.master.registry;

/**
 * What a leading master must not forget of its slaves.
 *
 * <p>What is asked for is told to a listener as {@link RegistryNews}, on a thread of the registry's
 * own, one call at a time; it must not block. Thread-safe.
 */
public interface Registry extends AutoCloseable {

  /**
   * We lead: takes the registry over and reads all of it. Ends in {@link RegistryNews.Recovered} or
   * {@link RegistryNews.Ended}. To be called once.
   */
  void recover(RegistryWriter self);

  /**
   * Asks for a change, to be told as {@link RegistryNews.Done}. Refused before {@link
   * RegistryNews.Recovered}.
   *
   * @param number by which the outcome is told; nobody else cares whether it is unique
   */
  void submit(long number, RegistryOperation operation);

  /** The numbers of this moment. */
  RegistryStatus status();

  /** Ends it. Nothing is told any more once this returns. */
  @Override
  void close();
}
