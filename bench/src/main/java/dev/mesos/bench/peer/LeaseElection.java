package dev.mesos.bench.peer;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The Fabric8 client's election by a Kubernetes Lease, watched by a watch on the Lease.
 *
 * @param api URL of an API server without authentication; empty takes that of the kubeconfig
 * @param name the Lease's, in the namespace {@code default}
 * @param timing how long a lease lasts and how often it is looked at
 */
public record LeaseElection(String api, String name, Timing timing) implements Election {

  static final String WORD = "lease";

  private static final String NAMESPACE = "default";

  /** Durations that the election is made of. */
  public enum Timing {
    /** What client-go, the Java Operator SDK and their documentation take. */
    DEFAULT(15_000, 10_000, 2_000),
    /** Five looks a second by each who stands: about as far as one would go. */
    TUNED(4_000, 3_000, 200);

    private final Duration lease;
    private final Duration renew;
    private final Duration retry;

    Timing(long leaseMs, long renewMs, long retryMs) {
      this.lease = Duration.ofMillis(leaseMs);
      this.renew = Duration.ofMillis(renewMs);
      this.retry = Duration.ofMillis(retryMs);
    }

    @Override
    public String toString() {
      return "%s/%s/%s s"
          .formatted(lease.toSeconds(), renew.toSeconds(), retry.toMillis() / 1000.0);
    }
  }

  static LeaseElection of(List<String> words) {
    return new LeaseElection(words.get(0), words.get(1), Timing.valueOf(words.get(2)));
  }

  @Override
  public List<String> arguments() {
    return List.of(WORD, api, name, timing.name());
  }

  @Override
  public String make() {
    return "Fabric8 Lease election, " + timing;
  }

  private KubernetesClient client() {
    // without a word for the API server, the client looks where kubectl does
    Config config =
        api.isEmpty()
            ? Config.autoConfigure(null)
            : new ConfigBuilder(Config.empty()).withMasterUrl(api).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public Stander stand(String id, BeliefListener listener) {
    return new LeaseStander(client(), this, id, listener);
  }

  @Override
  public AutoCloseable watch(Sightings sightings) {
    KubernetesClient client = client();
    client
        .leases()
        .inNamespace(NAMESPACE)
        .withName(name)
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, Lease lease) {
                String holder = lease.getSpec().getHolderIdentity();
                if (holder != null && !holder.isEmpty()) {
                  sightings.leads(holder);
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                // nothing is seen any more, and whoever waits for it will say so
              }
            });
    return client;
  }

  private static final class LeaseStander implements Stander {

    private static final Duration RELEASE = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final CompletableFuture<?> election;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean looked;
    private volatile boolean leads;

    LeaseStander(
        KubernetesClient client, LeaseElection election, String id, BeliefListener listener) {
      this.client = client;
      LeaderCallbacks callbacks =
          new LeaderCallbacks(
              () -> {
                leads = true;
                listener.changed(true);
              },
              () -> {
                leads = false;
                stopped.countDown();
                listener.changed(false);
              },
              leader -> looked = true);
      this.election =
          client
              .leaderElector()
              .withConfig(
                  new LeaderElectionConfigBuilder()
                      .withName(election.name())
                      .withLock(new LeaseLock(NAMESPACE, election.name(), id))
                      .withLeaseDuration(election.timing().lease)
                      .withRenewDeadline(election.timing().renew)
                      .withRetryPeriod(election.timing().retry)
                      .withReleaseOnCancel(true)
                      .withLeaderCallbacks(callbacks)
                      .build())
              .build()
              .start();
    }

    @Override
    public boolean leads() {
      return leads;
    }

    @Override
    public boolean stands() {
      return looked;
    }

    @Override
    public boolean connected() {
      return true; // a request at a time, each on whatever connection
    }

    @Override
    public void close() {
      election.cancel(true);
      try {
        if (leads && !stopped.await(RELEASE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new PatienceException("the Lease was not released", RELEASE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        client.close();
      }
    }
  }
}
