package dev.mesos.coordination;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/** Makes executors of one thread, which dies with the process. */
final class LoopThread {

  private LoopThread() {}

  /**
   * An executor of one daemon thread.
   *
   * @param made is given the thread when it is made
   */
  static ScheduledExecutorService start(String name, Consumer<Thread> made) {
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              made.accept(thread);
              return thread;
            });
    pool.setRemoveOnCancelPolicy(true);
    return pool;
  }
}
