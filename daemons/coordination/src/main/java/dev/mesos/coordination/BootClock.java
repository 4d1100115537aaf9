package dev.mesos.coordination;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Linux's {@code CLOCK_BOOTTIME} in nanoseconds: it never jumps, and it counts the time for which
 * the machine was suspended. {@link System#nanoTime()} stands still meanwhile, so a lease measured
 * with it would outlive its session by as much. Thread-safe.
 */
final class BootClock implements LongSupplier {

  private static final int CLOCK_BOOTTIME = 7;

  private final MethodHandle clockGettime;

  private BootClock(MethodHandle clockGettime) {
    this.clockGettime = clockGettime;
  }

  /** This clock where there is one, else {@link System#nanoTime()}. */
  static LongSupplier orNanoTime() {
    boolean known =
        System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == 8;
    return known ? open() : System::nanoTime;
  }

  private static LongSupplier open() {
    try {
      Linker linker = Linker.nativeLinker();
      BootClock clock =
          new BootClock(
              linker.downcallHandle(
                  linker.defaultLookup().findOrThrow("clock_gettime"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                  // it takes no longer than a call of Java's own, and may write to an array
                  Linker.Option.critical(true)));
      clock.getAsLong();
      return clock;
    } catch (RuntimeException e) {
      return System::nanoTime;
    }
  }

  @Override
  public long getAsLong() {
    long[] timespec = new long[2];
    int failed;
    try {
      failed = (int) clockGettime.invokeExact(CLOCK_BOOTTIME, MemorySegment.ofArray(timespec));
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime", e);
    }
    if (failed != 0) {
      throw new IllegalStateException("clock_gettime(CLOCK_BOOTTIME) returned " + failed);
    }
    return TimeUnit.SECONDS.toNanos(timespec[0]) + timespec[1];
  }
}
