package dev.mesos.master.registry;

import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The registry of a master that is alone, without ZooKeeper: in memory, and gone with it. The
 * operations are judged as in the other one.
 *
 * <p>Tells its listener on the caller's thread.
 */
public final class MemoryRegistry implements Registry {

  private final Book book = new Book();
  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Consumer<RegistryNews> listener;
  private RegistryWriter self = new RegistryWriter("", 0, "");
  private Instant pruned;
  private boolean recovered;
  private boolean closed;

  /** An empty registry. */
  public MemoryRegistry(
      RegistrySettings settings, InstantSource clock, Consumer<RegistryNews> listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.pruned = clock.instant();
  }

  @Override
  public synchronized void recover(RegistryWriter leader) {
    self = leader;
    recovered = true;
    tell(new RegistryNews.Recovered(List.of(), List.of(), Optional.empty()));
  }

  @Override
  public synchronized void submit(long number, RegistryOperation operation) {
    Instant now = clock.instant();
    tell(new RegistryNews.Done(number, outcome(operation, now)));
    if (!now.isBefore(pruned.plus(settings.pruneInterval()))) {
      pruned = now;
      List<String> due = Pruning.due(book.entries(), settings, now);
      due.forEach(book::remove);
      if (!due.isEmpty()) {
        tell(new RegistryNews.Pruned(due));
      }
    }
  }

  private RegistryOutcome outcome(RegistryOperation operation, Instant now) {
    if (!recovered) {
      return new RegistryOutcome.Refused(
          RegistryOutcome.Refusal.NOT_RECOVERED, "the registry is not read yet");
    }
    return switch (book.judge(operation, now, self.epoch())) {
      case Transition.Write(RegistryEntry entry) -> {
        book.put(entry);
        yield new RegistryOutcome.Written(entry);
      }
      case Transition.Erase() -> {
        book.remove(operation.id());
        yield new RegistryOutcome.Erased();
      }
      case Transition.Nothing(RegistryEntry entry) -> new RegistryOutcome.Unchanged(entry);
      case Transition.Refuse(RegistryOutcome.Refusal reason, String detail) ->
          new RegistryOutcome.Refused(reason, detail);
    };
  }

  private void tell(RegistryNews news) {
    if (!closed) {
      listener.accept(news);
    }
  }

  @Override
  public synchronized RegistryStatus status() {
    return new RegistryStatus(
        recovered,
        book.count(State.ADMITTED),
        book.count(State.DEACTIVATED),
        book.count(State.GONE),
        0,
        0,
        0,
        0,
        0);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
