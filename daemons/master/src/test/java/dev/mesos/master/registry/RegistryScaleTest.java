package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Hand;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As many slaves as the largest clusters have, on three real servers. Times are printed and not
 * asserted; a machine of its own gives those of {@code docs/reference/measurements.md}.
 */
class RegistryScaleTest {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryScaleTest.class);
  private static final int SLAVES = Integer.getInteger("registry.slaves", 20_000);
  private static final int LOST = 1_000;

  @Test
  void twentyThousandSlavesAreWrittenReadAndGivenUp() {
    try (Ensemble ensemble = Ensemble.start(3, Duration.ofSeconds(2))) {
      ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/mesos");
      try (Hand first = new Hand(url)) {
        first.createPath();
        try (Leader leader = new Leader(url, first)) {
          assertThat(leader.listener.recovered().entries()).isEmpty();
          leader.all("admitted", SLAVES, n -> new RegistryOperation.Admit(TestSlaves.info(n)));
        }
      }
      try (Hand second = new Hand(url)) {
        Stopwatch watch = Stopwatch.start();
        try (Leader leader = new Leader(url, second)) {
          RegistryNews.Recovered all = leader.listener.recovered();
          watch.print("recovered", SLAVES);
          assertThat(all.skipped()).isEmpty();
          assertThat(all.entries()).hasSize(SLAVES);
          leader.all("deactivated", LOST, n -> new RegistryOperation.Deactivate(TestSlaves.id(n)));
          assertThat(leader.registry.status().deactivated()).isEqualTo(LOST);
        }
      }
      try (Hand third = new Hand(url);
          Leader leader = new Leader(url, third)) {
        Stopwatch watch = Stopwatch.start();
        List<RegistryEntry> all = leader.listener.recovered().entries();
        watch.print("recovered_again", SLAVES);
        Predicate<RegistryEntry> lost = entry -> entry.state() == State.DEACTIVATED;
        assertThat(all.stream().filter(lost)).hasSize(LOST);
        assertThat(all.stream().filter(lost.negate())).hasSize(SLAVES - LOST);
      }
    }
  }

  /** Wall clock, and the CPU time of the servers and the registry together. */
  private record Stopwatch(long startedAt, long cpu) {

    static Stopwatch start() {
      return new Stopwatch(System.nanoTime(), cpuNanos());
    }

    private static long cpuNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    void print(String what, int count) {
      long ms = Math.max(1, Duration.ofNanos(System.nanoTime() - startedAt).toMillis());
      LOG.info(
          "registry={} slaves={} took_ms={} a_second={} cpu_ms={}",
          what,
          count,
          ms,
          count * 1000L / ms,
          Duration.ofNanos(cpuNanos() - cpu).toMillis());
    }
  }

  /** A registry that is led. */
  private static final class Leader implements AutoCloseable {
    private final Listener listener = new Listener();
    private final ZooKeeperRegistry registry;

    Leader(ZooKeeperUrl url, Hand hand) {
      Hand.Made candidate = hand.candidate();
      registry =
          ZooKeeperRegistry.open(
              url,
              Duration.ofSeconds(30),
              RegistrySettings.DEFAULT,
              InstantSource.system(),
              listener);
      registry.recover(new RegistryWriter(candidate.znode(), candidate.epoch(), "master"));
    }

    void all(String what, int count, IntFunction<RegistryOperation> operation) {
      Stopwatch watch = Stopwatch.start();
      for (int i = 0; i < count; i++) {
        registry.submit(i, operation.apply(i));
      }
      assertThat(listener.outcomes(0, count))
          .allMatch(outcome -> outcome instanceof RegistryOutcome.Written);
      watch.print(what, count);
    }

    @Override
    public void close() {
      registry.close();
    }
  }
}
