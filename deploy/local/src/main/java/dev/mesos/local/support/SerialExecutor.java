package dev.mesos.local.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, in order, on borrowed threads: a pod's state needs no locks. */
public final class SerialExecutor implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final String name;
  private final Executor workers;
  private final ScheduledExecutorService timers;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean draining;

  SerialExecutor(String name, Executor workers, ScheduledExecutorService timers) {
    this.name = name;
    this.workers = workers;
    this.timers = timers;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (draining) {
        return;
      }
      draining = true;
    }
    workers.execute(this::drain);
  }

  /** Runs the task in turn, once the delay has passed. */
  public ScheduledFuture<?> schedule(Runnable task, Duration delay) {
    return timers.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void drain() {
    while (true) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          draining = false;
          return;
        }
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("task failed pod={}", name, e);
      }
    }
  }
}
