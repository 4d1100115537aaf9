package dev.mesos.coordination.testing;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps what a listener was told, in order. */
public final class Recorder<T> implements Consumer<T> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<T> told = new LinkedBlockingQueue<>();

  @Override
  public void accept(T news) {
    told.add(news);
  }

  /** What comes next, which must be of the given type. */
  public <S extends T> S next(Class<S> type) {
    T news = next();
    if (!type.isInstance(news)) {
      throw new AssertionError("expected a " + type.getSimpleName() + ", was told " + news);
    }
    return type.cast(news);
  }

  /** What comes next. */
  public T next() {
    try {
      T news = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (news == null) {
        throw new AssertionError("nothing was told within " + PATIENCE);
      }
      return news;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The next of the given type; what comes before is dropped. */
  public <S extends T> S await(Class<S> type) {
    for (T news = next(); ; news = next()) {
      if (type.isInstance(news)) {
        return type.cast(news);
      }
    }
  }

  /** Whether nothing waits to be looked at. */
  public boolean isEmpty() {
    return told.isEmpty();
  }
}
