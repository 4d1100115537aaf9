package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.FailoverStatus;

/**
 * One failover as the status tells of it. A new one is made for each test, before the leader is
 * lost.
 *
 * @param masters how many there are
 * @param slaves how many are registered, before and after
 * @param before the leadership that ends
 * @param failovers how many the status had counted
 */
record Failover(Cluster cluster, int masters, int slaves, Leadership before, long failovers) {

  /** Waits until there is a leader with that many slaves. */
  static Failover begin(Cluster cluster, int masters, int slaves) {
    Leadership before = Leadership.await(cluster, slaves);
    return new Failover(cluster, masters, slaves, before, cluster.status().getFailovers());
  }

  /** Waits for the next leader, which stays; the status counts one failover and says whose. */
  void awaitSettled() {
    Leadership after = Leadership.awaitAfter(before, cluster, slaves);
    assertThat(after.pod()).as("the new leader").isNotEqualTo(before.pod());
    assertThat(cluster.status().getFailovers()).as("failovers").isEqualTo(failovers + 1);
    FailoverStatus last = cluster.status().getLastFailover();
    assertThat(last.getFrom()).as("lastFailover.from").isEqualTo(before.pod());
    assertThat(last.getTo()).as("lastFailover.to").isEqualTo(after.pod());

    Eventually.eventually(
        "the old leader stands by",
        Eventually.CHANGE,
        () -> assertThat(cluster.candidates()).hasSize(masters));
    assertThat(Leadership.await(cluster, slaves).epoch())
        .as("epoch once the old leader is back")
        .isEqualTo(after.epoch());
  }
}
