package dev.mesos.coordination;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in order: on the thread that brings them, or on a daemon thread of its
 * own; and wakes somebody at a time. After {@link #stop} what is left to that thread is dropped.
 *
 * <p>Thread-safe.
 */
final class EventLoop {

  private final TaskQueue tasks = new TaskQueue();
  private final ScheduledThreadPoolExecutor thread;
  private final LongSupplier clock;

  // Of the tasks only.
  private @Nullable ScheduledFuture<?> alarm;
  private long alarmAt;
  private long alarms;

  /**
   * A loop that has nothing to do.
   *
   * @param name of its thread
   * @param clock in nanoseconds
   */
  EventLoop(String name, LongSupplier clock) {
    this.clock = clock;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Has the loop's own thread run a task, unless another one is about the tasks already. */
  void post(Runnable task) {
    if (tasks.add(task)) {
      try {
        thread.execute(tasks);
      } catch (RejectedExecutionException e) {
        // it has stopped
      }
    }
  }

  /** Runs a task here and now, unless another thread is about the tasks already. */
  void run(Runnable task) {
    if (tasks.add(task)) {
      tasks.run();
    }
  }

  /** Whether a task runs on the thread that asks. */
  boolean runsHere() {
    return tasks.runsHere();
  }

  /**
   * To be called by a task. There is one alarm: if it is set to an earlier time it stays as it is,
   * since to set another one wakes a thread. Unless that time is over: timers stand still while the
   * machine is suspended, the clock need not.
   *
   * @param at in nanoseconds
   * @param wake runs at that time or earlier, and may set the next alarm
   */
  void wakeAt(long at, Runnable wake) {
    long now = clock.getAsLong();
    if (alarm != null) {
      if (alarmAt - at <= 0 && alarmAt - now > 0) {
        return;
      }
      alarm.cancel(false);
    }
    long number = ++alarms;
    Runnable ring =
        () -> {
          if (number == alarms) { // else it was replaced while it waited for its turn
            alarm = null;
            wake.run();
          }
        };
    alarmAt = at;
    try {
      alarm = thread.schedule(() -> run(ring), Math.max(at - now, 0), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // it has stopped
    }
  }

  /** Interrupts what runs on the loop's own thread. */
  void stop() {
    thread.shutdownNow();
  }
}
