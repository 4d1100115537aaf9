package dev.mesos.coordination;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that run one at a time and in the order in which they were added, each on the thread of
 * whoever is about it: so news of ZooKeeper is dealt with on the thread that brings it, which costs
 * no change of threads, and never beside anything else. What one task wrote, the next one sees.
 *
 * <p>Thread-safe.
 */
final class TaskQueue implements Runnable {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile @Nullable Thread runner;

  /**
   * Adds a task.
   *
   * @return whether nobody is about it: then {@link #run} has to be called, on any thread
   */
  boolean add(Runnable task) {
    tasks.add(task);
    return open.getAndIncrement() == 0;
  }

  /** Runs all tasks, also those that are added meanwhile. What one of them throws is thrown. */
  @Override
  public void run() {
    boolean threw = true;
    try {
      do {
        runner = Thread.currentThread();
        tasks.remove().run();
        runner = null;
      } while (open.decrementAndGet() > 0);
      threw = false;
    } finally {
      if (threw) {
        runner = null;
        if (open.decrementAndGet() > 0) {
          run(); // the others must not wait for ever
        }
      }
    }
  }

  /** Whether a task runs on the thread that asks. */
  boolean runsHere() {
    return runner == Thread.currentThread();
  }
}
