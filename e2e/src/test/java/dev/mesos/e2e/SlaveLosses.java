package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.SlavesStatus;
import java.io.IOException;
import java.util.Map;

/**
 * The slaves of a cluster as they were at one moment, to compare with. A new one is made for each
 * test.
 */
final class SlaveLosses {

  /** So that a slave is given up within seconds, and an absent one soon after a failover. */
  static final String SHORT_BUDGETS =
      "{agent_ping_timeout: 1secs, max_agent_ping_timeouts: '4', agent_reregister_timeout: 15secs}";

  private final Cluster cluster;
  private final Map<String, String> ids;
  private final int deactivated;

  private SlaveLosses(Cluster cluster, Map<String, String> ids, int deactivated) {
    this.cluster = cluster;
    this.ids = Map.copyOf(ids);
    this.deactivated = deactivated;
  }

  static SlaveLosses begin(Cluster cluster) throws IOException {
    return new SlaveLosses(cluster, cluster.slaveIds(), slaves(cluster).getDeactivated());
  }

  private static SlavesStatus slaves(Cluster cluster) {
    SlavesStatus slaves = cluster.status().getSlaves();
    assertThat(slaves).as("status.slaves").isNotNull();
    assertThat(slaves.getDeactivated()).as("status.slaves.deactivated").isNotNull();
    return slaves;
  }

  private String id(String pod) {
    return ids.entrySet().stream()
        .filter(slave -> slave.getKey().startsWith(pod + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(pod + " was not registered"));
  }

  /** Nobody was given up, and everybody is registered under the id that he had. */
  void assertNone() throws IOException {
    assertThat(slaves(cluster).getDeactivated()).as("given up").isEqualTo(deactivated);
    assertThat(cluster.slaveIds()).as("host names and ids").isEqualTo(ids);
  }

  /** The slave of one pod was given up, everybody can see that, and the others were not. */
  void assertLost(String pod) throws IOException {
    assertThat(slaves(cluster).getDeactivated()).as("given up").isEqualTo(deactivated + 1);
    assertThat(cluster.slaveIds().values()).as("ids").doesNotContain(id(pod));
    assertOthersStay(pod);
  }

  /** An event names it. */
  void assertTold(String pod) {
    assertThat(
            cluster
                .client()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .stream()
                .filter(event -> "SlavesLost".equals(event.getReason()))
                .map(event -> event.getMessage()))
        .as("events about lost slaves")
        .anyMatch(message -> message.contains(pod + " (" + id(pod) + ")"));
  }

  /** It was scaled down: nobody expects it back, and nobody takes that for a loss. */
  void assertScaledDown(String pod) throws IOException {
    assertThat(cluster.slaveIds().values()).as("ids").doesNotContain(id(pod));
    assertThat(slaves(cluster).getDeactivated()).as("given up").isEqualTo(deactivated);
    assertThat(slaves(cluster).getUnreachable()).as("unreachable").isZero();
    assertOthersStay(pod);
  }

  /** It was given up and is back, as another one than it was. */
  void assertBackAsNew(String pod) throws IOException {
    assertBack(pod, deactivated + 1);
  }

  /** It has taken its leave and is back, as another one than it was; nobody was given up. */
  void assertMoved(String pod) throws IOException {
    assertBack(pod, deactivated);
  }

  private void assertBack(String pod, int givenUp) throws IOException {
    Map<String, String> now = cluster.slaveIds();
    assertThat(now.keySet()).as("host names").isEqualTo(ids.keySet());
    assertThat(now.values()).as("ids").doesNotContain(id(pod));
    assertThat(slaves(cluster).getDeactivated()).as("given up").isEqualTo(givenUp);
    assertThat(slaves(cluster).getUnreachable()).as("unreachable").isZero();
    assertThat(slaves(cluster).getRegistered()).as("registered").isEqualTo(ids.size());
    assertOthersStay(pod);
  }

  private void assertOthersStay(String pod) throws IOException {
    Map<String, String> now = cluster.slaveIds();
    ids.forEach((host, id) -> {
      if (!host.startsWith(pod + ".")) {
        assertThat(now).as("the other slaves").containsEntry(host, id);
      }
    });
  }
}
