package dev.mesos.local.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Watches one MesosCluster and prints a line for each change of what matters. */
final class Progress implements AutoCloseable {

  private static final ResourceDefinitionContext TYPE =
      new ResourceDefinitionContext.Builder()
          .withGroup("mesos.dev")
          .withVersion("v1")
          .withKind("MesosCluster")
          .withPlural("mesosclusters")
          .withNamespaced(true)
          .build();

  /** A state, and when the watch showed it. */
  record Seen(Instant at, Snapshot snapshot) {}

  private final PrintStream out;
  private final Instant start;
  private final BlockingQueue<Seen> states = new LinkedBlockingQueue<>();
  private final SharedIndexInformer<GenericKubernetesResource> informer;
  private @Nullable Snapshot last;

  /**
   * @param start what printed times count from
   */
  Progress(KubernetesClient client, String namespace, String name, PrintStream out, Instant start) {
    this.out = out;
    this.start = start;
    this.informer =
        client
            .genericKubernetesResources(TYPE)
            .inNamespace(namespace)
            .withName(name)
            .inform(new Handler());
  }

  /**
   * Prints changes until a state is seen.
   *
   * @throws DemoFailedException if it does not come in time
   */
  Seen until(String what, Predicate<Snapshot> condition, Duration limit)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    while (true) {
      Duration left = Duration.between(Instant.now(), deadline);
      Seen seen = states.poll(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
      if (seen == null) {
        throw new DemoFailedException(
            "No " + what + " within " + limit.toSeconds() + " s. Last seen: " + last);
      }
      print(seen);
      if (condition.test(seen.snapshot())) {
        return seen;
      }
    }
  }

  @Override
  public void close() {
    informer.stop();
  }

  private void print(Seen seen) {
    String time = "%6.1f s  ".formatted(Duration.between(start, seen.at()).toMillis() / 1000.0);
    seen.snapshot().changesSince(last).forEach(line -> out.println(time + line));
    last = seen.snapshot();
  }

  private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource cluster) {
      states.add(new Seen(Instant.now(), Snapshot.of(cluster)));
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource cluster) {
      onAdd(cluster);
    }

    @Override
    public void onDelete(GenericKubernetesResource cluster, boolean finalStateUnknown) {
      // the demo does not delete while it watches
    }
  }
}
