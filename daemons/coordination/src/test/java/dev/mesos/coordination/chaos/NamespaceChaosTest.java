package dev.mesos.coordination.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.Beliefs;
import dev.mesos.coordination.testing.Stint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three masters and three ZooKeeper servers under random partitions, one way or both, loss, stops,
 * kills and restarts. Whatever happens, no two believe at once that they lead, and none in an epoch
 * that is over; and once all is mended, one leads.
 *
 * <p>Needs root on Linux, and touches nothing of the machine. The properties {@code chaos.seed} and
 * {@code chaos.length} (a duration such as {@code PT10M}) choose other runs: the same seed brings
 * the same faults, though not the same moments in which they hit.
 */
class NamespaceChaosTest {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceChaosTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path TARGET = Path.of("target");

  private final long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextInt());
  private final Duration length = Duration.parse(System.getProperty("chaos.length", "PT30S"));
  private final Path folder = TARGET.resolve("chaos-" + seed).toAbsolutePath();
  private final String again =
      ("history in %s; again: mvn -pl daemons/coordination -am test -Dtest=NamespaceChaosTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.seed=%d -Dchaos.length=%s")
          .formatted(folder, seed, length);

  @BeforeEach
  void needNamespaces() throws IOException {
    Optional<String> obstacle = Obstacles.find();
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    remove(folder);
    LOG.info("seed={} length={} {}", seed, length, again);
  }

  @Test
  void noTwoMastersLeadAtOnceAndOneLeadsInTheEnd() throws IOException {
    Beliefs beliefs = run(MasterStandIn.class);
    assertThat(beliefs.overlaps()).as(again).isEmpty();
    assertThat(beliefs.disorders()).as(again).isEmpty();
    // The first two faults alone make two changes.
    assertThat(epochs(beliefs)).as(again).isGreaterThan(2);
    remove(folder);
  }

  /** The proof can fail. Not run by itself, for the time that it takes. */
  @Test
  @EnabledIfSystemProperty(named = "chaos.control", matches = "true")
  void leaderLatchesLeadAtOnce() throws IOException {
    Beliefs beliefs = run(LatchStandIn.class);
    LOG.info("seed={} overlaps={}", seed, beliefs.overlaps());
    assertThat(beliefs.overlaps()).isNotEmpty();
    remove(folder);
  }

  private Beliefs run(Class<?> standIn) throws IOException {
    ChaosPlan plan = ChaosPlan.of(seed, length, ChaosCluster.TIMEOUT, ChaosCluster.NODES);
    try (ChaosCluster cluster = ChaosCluster.start(folder, standIn)) {
      awaitLeader(cluster);
      for (ChaosPlan.Round round : plan.rounds()) {
        cluster.strike(round.faults());
        pause(round.lasting());
        cluster.heal();
        pause(round.calm());
      }
      long healed = System.nanoTime();
      awaitLeader(cluster);
      Beliefs beliefs = cluster.beliefs();
      LOG.info(
          "seed={} rounds={} stints={} epochs={} leads_after_ms={}",
          seed,
          plan.rounds().size(),
          beliefs.stints().size(),
          epochs(beliefs),
          Duration.ofNanos(System.nanoTime() - healed).toMillis());
      return beliefs;
    }
  }

  private static long epochs(Beliefs beliefs) {
    return beliefs.stints().stream().mapToLong(Stint::epoch).distinct().count();
  }

  private void awaitLeader(ChaosCluster cluster) {
    await(again).atMost(PATIENCE).until(() -> cluster.leader().isPresent());
  }

  private static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }
}
