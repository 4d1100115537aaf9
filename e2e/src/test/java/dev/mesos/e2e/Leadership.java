package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.crds.LeaderStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;

/**
 * The one leader, as all places show it that have to agree (design D13): the status, the first
 * candidate in ZooKeeper, the pod label, the Lease and the leader's Service.
 *
 * @param slaves slaves that are registered with it
 */
record Leadership(String pod, long epoch, String id, int slaves) {

  /** Reads all places; an {@link AssertionError} names the one that differs. */
  static Leadership of(Cluster cluster) throws Exception {
    LeaderStatus leader = cluster.status().getLeader();
    assertThat(leader).as("status.leader").isNotNull();

    List<ZnodeView.Candidate> candidates = cluster.candidates();
    assertThat(candidates).as("candidates in ZooKeeper").isNotEmpty();
    ZnodeView.Candidate first = candidates.get(0);
    assertThat(leader.getZnode()).as("status.leader.znode").isEqualTo(first.znode());
    assertThat(leader.getEpoch()).as("status.leader.epoch").isEqualTo(first.epoch());
    assertThat(leader.getId()).as("status.leader.id").isEqualTo(first.id());
    assertThat(leader.getHostname()).as("status.leader.hostname").isEqualTo(first.hostname());
    assertThat(leader.getPod()).as("status.leader.pod").isEqualTo(first.pod());

    assertThat(labelled(cluster)).as("pods with the leader's label").containsExactly(first.pod());
    assertThat(holder(cluster)).as("holder of the Lease").isEqualTo(first.pod());

    JsonNode state = cluster.askLeaderService("/state");
    assertThat(state.path("id").asText()).as("id in /state").isEqualTo(first.id());
    assertThat(state.path("leader").asText())
        .as("leader in /state")
        .isNotEmpty()
        .isEqualTo(state.path("pid").asText());
    return new Leadership(
        first.pod(), first.epoch(), first.id(), state.path("activated_slaves").asInt(-1));
  }

  private static List<String> labelled(Cluster cluster) {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel("mesos.dev/cluster", cluster.name())
        .withLabel("mesos.dev/role", "leader")
        .list()
        .getItems()
        .stream()
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getName())
        .toList();
  }

  private static String holder(Cluster cluster) {
    Lease lease =
        cluster.client().leases().inNamespace(cluster.namespace()).withName(cluster.name()).get();
    assertThat(lease).as("Lease %s", cluster).isNotNull();
    return lease.getSpec().getHolderIdentity();
  }

  /** Waits until all places agree and that many slaves are registered with the leader. */
  static Leadership await(Cluster cluster, int slaves) {
    return awaitThat(cluster, slaves, "leads " + cluster, leader -> {});
  }

  /** Waits until all places agree on a leader of a later epoch, with that many slaves. */
  static Leadership awaitAfter(Leadership before, Cluster cluster, int slaves) {
    return awaitThat(
        cluster,
        slaves,
        "leads " + cluster + " after " + before,
        leader -> {
          assertThat(leader.epoch()).as("epoch").isGreaterThan(before.epoch());
          assertThat(leader.id()).as("id").isNotEqualTo(before.id());
        });
  }

  private static Leadership awaitThat(
      Cluster cluster,
      int slaves,
      String what,
      java.util.function.Consumer<Leadership> requirement) {
    var found = new java.util.concurrent.atomic.AtomicReference<Leadership>();
    Eventually.eventually(
        "one master " + what + " with " + slaves + " slaves",
        Eventually.CHANGE,
        () -> {
          Leadership leader = of(cluster);
          requirement.accept(leader);
          assertThat(leader.slaves()).as("activated_slaves in /state").isEqualTo(slaves);
          assertThat(cluster.status().getSlaves().getRegistered())
              .as("status.slaves.registered")
              .isEqualTo(slaves);
          found.set(leader);
        });
    return found.get();
  }
}
