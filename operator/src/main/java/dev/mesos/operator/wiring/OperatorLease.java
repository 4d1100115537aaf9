package dev.mesos.operator.wiring;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator works, the others stand by: by the Lease {@code mesos-operator}. The SDK does not
 * give the Lease back when it stops, and would leave every update of the operator without one for
 * 15 seconds; so it is given back here. If it is lost without a stop, the process ends at once:
 * somebody else works already.
 */
final class OperatorLease {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorLease.class);
  private static final String NAME = "mesos-operator";
  private static final Duration DURATION = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private volatile boolean stopping;

  OperatorLease(KubernetesClient client, Optional<String> namespace, Optional<String> pod) {
    this.client = client;
    this.namespace =
        namespace.or(() -> Optional.ofNullable(client.getNamespace())).orElse("default");
    this.identity = pod.orElseGet(() -> "mesos-operator-" + UUID.randomUUID());
  }

  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(NAME)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withLeaseDuration(DURATION)
        .withRenewDeadline(RENEW_DEADLINE)
        .withRetryPeriod(RETRY_PERIOD)
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> LOG.info("leading identity={} namespace={}", identity, namespace),
                this::stopped,
                leader -> {}))
        .build();
  }

  /** The process is about to end by itself. */
  void stopping() {
    stopping = true;
  }

  private void stopped() {
    if (!stopping) {
      LOG.error("lease lost identity={}: ending, another operator may work already", identity);
      Runtime.getRuntime().halt(1);
    }
    try {
      release();
    } catch (KubernetesClientException e) {
      LOG.warn("lease not released identity={}: the next operator waits for it", identity, e);
    }
  }

  private void release() {
    Lease lease = client.leases().inNamespace(namespace).withName(NAME).get();
    if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
      lease.getSpec().setHolderIdentity("");
      var unused = client.resource(lease).update();
      LOG.info("lease released identity={}", identity);
    }
  }
}
