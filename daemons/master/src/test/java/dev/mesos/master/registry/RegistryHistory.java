package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.ZnodeChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One random history of a registry and its leaders, in which the invariants are checked at every
 * step:
 *
 * <ol>
 *   <li>What a leader brings about is a prefix of what it was asked for, in that order, each once.
 *   <li>What it tells as written or erased was brought about before; outcomes come in order, once.
 *   <li>Only who claimed last changes anything.
 *   <li>What a leader recovers is what there is.
 *   <li>Whoever ended asks for nothing more; once all is well the last one has done all, or has
 *       ended, and what it holds to be so is so.
 * </ol>
 */
final class RegistryHistory {

  private static final int STEPS = 400;
  static final int SLAVES = 8;
  static final int BUCKETS = 2;
  static final RegistrySettings SETTINGS =
      RegistrySettings.DEFAULT
          .withTimeouts(Duration.ofHours(1), Duration.ofHours(1))
          .withLimits(Duration.ofMillis(100), 3, Duration.ofMinutes(15))
          .withBatches(3, 3, 2, 2);

  private final Random random;
  private final FakeZooKeeper zooKeeper = new FakeZooKeeper();
  private final List<SimulatedLeader> leaders = new ArrayList<>();
  private long now;
  private int claims = -1;
  private int updates;

  RegistryHistory(long seed) {
    random = new Random(seed);
    String header = "{\"format\":1,\"buckets\":" + BUCKETS + "}";
    zooKeeper.put(RegistryLayout.ROOT, header.getBytes(StandardCharsets.UTF_8));
  }

  /** How many leaders have come to write. */
  long writers() {
    return leaders.stream().filter(leader -> leader.changes() > 0).count();
  }

  void run() {
    lead();
    for (int i = 0; i < STEPS; i++) {
      now += Duration.ofMillis(random.nextInt(20)).toNanos();
      boolean last = random.nextBoolean();
      step(last ? leaders.getLast() : leaders.get(random.nextInt(leaders.size())));
      leaders.forEach(leader -> leader.wake(now));
    }
    heal();
  }

  private void step(SimulatedLeader leader) {
    int dice = random.nextInt(100);
    if (dice < 30) {
      repeat(leader::work);
    } else if (dice < 60) {
      repeat(() -> leader.receive(now));
    } else if (dice < 63) {
      repeat(() -> leader.receiveLost(now));
    } else if (dice < 66) {
      leader.workOnOrphan();
    } else if (dice < 72) {
      leader.connect(now);
    } else if (dice < 74) {
      leader.cut(random.nextBoolean(), now);
    } else if (dice < 76) {
      leader.prune(at(), now);
    } else if (dice < 78 && leaders.size() < 4) {
      lead();
    } else {
      repeat(() -> leader.submit(operation(), at(), now));
    }
  }

  private void repeat(Runnable something) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      something.run();
    }
  }

  /**
   * A new leader; the candidate of the one before is gone, or is left as if by a fault of the
   * election.
   */
  private void lead() {
    if (!leaders.isEmpty() && random.nextBoolean()) {
      zooKeeper.remove(leaders.getLast().candidate());
    }
    int number = leaders.size();
    SimulatedLeader leader =
        new SimulatedLeader(
            number,
            new RegistryCore(SETTINGS),
            zooKeeper,
            changes -> carriedOut(number, changes),
            () -> claims == number);
    zooKeeper.put(leader.candidate(), new byte[0]);
    leaders.add(leader);
    leader.recover(now);
  }

  private void carriedOut(int number, List<ZnodeChange> changes) {
    if (changes.get(Pipeline.CLAIM) instanceof ZnodeChange.Check) {
      assertThat(number).as("who changes something after %s has claimed", claims).isEqualTo(claims);
    } else {
      claims = number;
    }
  }

  private RegistryOperation operation() {
    int slave = random.nextInt(SLAVES);
    String id = TestSlaves.id(slave);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new RegistryOperation.Admit(TestSlaves.brief(slave));
      case 3 ->
          new RegistryOperation.Update(
              TestSlaves.brief(slave).toBuilder().setPort(++updates).build());
      case 4, 5 -> new RegistryOperation.Deactivate(id);
      case 6 -> new RegistryOperation.Readmit(TestSlaves.brief(slave));
      case 7 -> new RegistryOperation.MarkGone(id);
      case 8 -> new RegistryOperation.Remove(id);
      default -> new RegistryOperation.Cordon(id);
    };
  }

  private Instant at() {
    return Instant.ofEpochMilli(Duration.ofNanos(now).toMillis());
  }

  private void heal() {
    SimulatedLeader last = leaders.getLast();
    for (int i = 0; !last.idle() || i < 100; i++) {
      assertThat(i).as("steps until all is well").isLessThan(2_000);
      now += Duration.ofMillis(20).toNanos();
      leaders.forEach(SimulatedLeader::workOnOrphan);
      last.connect(now);
      last.work();
      last.receive(now);
      last.receiveLost(now);
      last.wake(now);
    }
    last.assertHolds();
  }
}
