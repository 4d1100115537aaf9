package dev.mesos.coordination.testing;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What becomes of bytes that go one way through a {@link CuttingProxy}. Thread-safe. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stalled;
  private boolean dropping;
  private boolean closed;
  private long delayNanos;

  /** Everything passes at once from now on, what was held first. */
  void open() {
    change(() -> {
      stalled = false;
      dropping = false;
      delayNanos = 0;
    });
  }

  /** Nothing passes until it is opened; nothing is lost. */
  void stall() {
    change(() -> stalled = true);
  }

  /** What passes is lost, or is not any more. */
  void drop(boolean lost) {
    change(() -> dropping = lost);
  }

  /** Everything passes that much later than it came. */
  void delay(Duration by) {
    change(() -> delayNanos = by.toNanos());
  }

  /** Holds nobody up any more. */
  void close() {
    change(() -> closed = true);
  }

  /**
   * Waits for as long as what came at that time is held up.
   *
   * @param cameAt by {@link System#nanoTime()}
   * @return whether it is to be handed on, and not lost
   */
  boolean pass(long cameAt) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        long wait = cameAt + delayNanos - System.nanoTime();
        if (stalled) {
          changed.await();
        } else if (wait > 0) {
          long unused = changed.awaitNanos(wait);
        } else {
          break;
        }
      }
      return !dropping;
    } finally {
      lock.unlock();
    }
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
}
