package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BootClockTest {

  private final LongSupplier clock = BootClock.orNanoTime();

  @Test
  @EnabledOnOs(OS.LINUX)
  void isTheTimeSinceTheMachineStarted() throws IOException {
    assertThat(clock).isInstanceOf(BootClock.class);
    long before = clock.getAsLong();
    double uptime = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    long after = clock.getAsLong();
    // the kernel cuts it off after two digits
    assertThat(uptime).isBetween(before / 1e9 - 0.011, after / 1e9);
  }

  @Test
  void neverGoesBack() {
    long last = clock.getAsLong();
    for (int i = 0; i < 100_000; i++) {
      long now = clock.getAsLong();
      assertThat(now - last).isNotNegative();
      last = now;
    }
  }
}
