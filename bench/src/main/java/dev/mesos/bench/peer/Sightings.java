package dev.mesos.bench.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a detector has seen of one election. Thread-safe. */
public final class Sightings {

  /**
   * A leader.
   *
   * @param leader as it stands in the election: {@code host:port}
   * @param at when the detector told of it, by {@link System#nanoTime()}
   */
  public record Sighting(String leader, long at) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<Sighting> last = Optional.empty();
  private Set<String> standing = Set.of();
  private int changes;

  /** For detectors: this one leads now. */
  public void leads(String leader) {
    Sighting seen = new Sighting(leader, System.nanoTime());
    change(() -> {
      if (last.isPresent() && !last.get().leader().equals(leader)) {
        changes++;
      }
      last = Optional.of(seen);
    });
  }

  /** For detectors that see them: these stand now. */
  public void stand(Set<String> all) {
    Set<String> seen = Set.copyOf(all);
    change(() -> standing = seen);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Who was seen last to lead. */
  public Optional<Sighting> last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** How often somebody else led than the one before. */
  public int changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is seen to stand. */
  public boolean stands(String id) {
    lock.lock();
    try {
      return standing.contains(id);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until somebody leads.
   *
   * @throws PatienceException if nobody does in time
   */
  public Sighting await(Duration patience) throws InterruptedException {
    return awaitOtherThan("", patience);
  }

  /**
   * Waits until somebody else leads.
   *
   * @throws PatienceException if nobody does in time
   */
  public Sighting awaitOtherThan(String id, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (last.isEmpty() || last.get().leader().equals(id)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new PatienceException("no leader" + (id.isEmpty() ? "" : " after " + id), patience);
        }
        var unused = changed.awaitNanos(left);
      }
      return last.get();
    } finally {
      lock.unlock();
    }
  }
}
