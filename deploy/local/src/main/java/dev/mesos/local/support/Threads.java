package dev.mesos.local.support;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The threads of the kubelet and the controllers: cheap workers and one timer. Thread-safe. */
public final class Threads implements AutoCloseable {

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timers;

  public Threads() {
    timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("local-timer").factory());
    timers.setRemoveOnCancelPolicy(true);
    // late timers of pods that are being closed have nothing to do any more
    timers.setRejectedExecutionHandler(new ScheduledThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs tasks one after the other. */
  public SerialExecutor serial(String name) {
    return new SerialExecutor(name, workers(), timers);
  }

  /** Runs each task on a thread of its own; drops it once closed. */
  public Executor workers() {
    return task -> {
      try {
        workers.execute(task);
      } catch (RejectedExecutionException e) {
        if (!workers.isShutdown()) {
          throw e;
        }
      }
    };
  }

  public ScheduledExecutorService timers() {
    return timers;
  }

  @Override
  public void close() {
    timers.shutdownNow();
    workers.shutdownNow();
  }
}
