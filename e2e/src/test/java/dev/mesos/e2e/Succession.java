package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.LeaderStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The passing of the leadership from one master to the next, whatever ends the one: what has to
 * hold all the while it is open, and afterwards.
 */
final class Succession implements AutoCloseable {
  private static final long SESSION_TIMEOUT_MS = 10_000;

  private final Cluster cluster;
  private final Leadership before;
  private final Map<String, String> slaves;
  private final long failovers;
  private final long begun = System.nanoTime();
  private final LabelWatch labels;
  private final Claims claims;

  private Succession(Cluster cluster, Leadership before, Map<String, String> slaves) {
    this.cluster = cluster;
    this.before = before;
    this.slaves = Map.copyOf(slaves);
    this.failovers = cluster.status().getFailovers();
    this.labels = LabelWatch.of(cluster);
    this.claims = Claims.of(cluster);
  }

  /**
   * To be called before the leader is lost. Waits until there is one, and until it is seen to claim
   * so.
   *
   * @param slaves how many are registered
   */
  static Succession begin(Cluster cluster, int slaves) throws IOException {
    Leadership before = Leadership.await(cluster, slaves);
    Succession succession = new Succession(cluster, before, cluster.slaveIds());
    succession.awaitClaim(before);
    return succession;
  }

  private void awaitClaim(Leadership leader) {
    Eventually.eventually(
        leader.pod() + " claims to lead",
        Eventually.CHANGE,
        () -> assertThat(claims.claimants()).contains(leader.pod()));
  }

  /** The leadership that ends. */
  Leadership before() {
    return before;
  }

  /**
   * Waits for the one next leader, with that many slaves.
   *
   * @return it
   */
  Leadership awaitNext(int registered) throws IOException {
    Leadership after = Leadership.awaitAfter(before, cluster, registered);
    awaitClaim(after);
    assertThat(cluster.slaveIds().entrySet())
        .as("host names and ids of the slaves, which they keep")
        .hasSize(registered)
        .isSubsetOf(slaves.entrySet());
    assertBooks(after);
    return after;
  }

  private void assertBooks(Leadership after) {
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers + 1);
    LeaderStatus leader = cluster.status().getLeader();
    FailoverStatus last = cluster.status().getLastFailover();
    assertThat(last.getFrom()).as("lastFailover.from").isEqualTo(before.pod());
    assertThat(last.getTo()).as("lastFailover.to").isEqualTo(after.pod());
    assertThat(last.getAt()).as("lastFailover.at").isEqualTo(leader.getElectedAt());
    // how long the old leader had been silent is an estimate, by a session timeout at most
    long mostMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + SESSION_TIMEOUT_MS;
    Eventually.eventually(
        "the failover is explained",
        Eventually.CHANGE,
        () -> {
          FailoverStatus explained = cluster.status().getLastFailover();
          assertThat((Object) explained.getReason()).as("lastFailover.reason").isNotNull();
          assertThat(explained.getTook()).as("lastFailover.took").matches("[0-9]+ms");
          assertThat(leaderless().toMillis())
              .as("milliseconds in lastFailover.took")
              .isBetween(0L, mostMs);
        });
  }

  /** How long nobody led, as the status has it. */
  Duration leaderless() {
    String took = cluster.status().getLastFailover().getTook();
    return Duration.ofMillis(Long.parseLong(took.replace("ms", "")));
  }

  /**
   * Once everything is back: the next leader has stayed, all slaves are with it under the ids that
   * they had, and at no moment were there two.
   */
  void assertSettled(Leadership after) throws IOException {
    assertThat(Leadership.await(cluster, slaves.size()).epoch())
        .as("epoch once everything is back")
        .isEqualTo(after.epoch());
    assertThat(cluster.slaveIds()).as("host names and ids of the slaves").isEqualTo(slaves);
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers + 1);
    labels.assertNeverTwo();
    claims.assertOneAtATime();
  }

  @Override
  public void close() {
    claims.close();
    labels.close();
  }
}
