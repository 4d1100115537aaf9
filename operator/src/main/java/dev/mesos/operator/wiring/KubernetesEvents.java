package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events beside the reconciliation, which must not wait for them. */
final class KubernetesEvents implements EventPublisher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
  private static final int QUEUE = 1000;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final AtomicLong sequence = new AtomicLong();
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().daemon().name("events").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  KubernetesEvents(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void publish(MesosCluster about, ClusterEvent event) {
    LOG.info(
        "event cluster={}/{} reason={} message=\"{}\"",
        about.getMetadata().getNamespace(),
        about.getMetadata().getName(),
        event.reason(),
        event.message());
    Event built = build(about, event, clock.instant());
    writer.execute(() -> write(built));
  }

  private void write(Event event) {
    try {
      var unused = client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debug("event not written reason={}", event.getReason(), e);
    }
  }

  private Event build(MesosCluster about, ClusterEvent event, Instant now) {
    var metadata = about.getMetadata();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    long unique = (now.toEpochMilli() << 12) | (sequence.getAndIncrement() & 0xfff);
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(metadata.getNamespace())
        .withName(metadata.getName() + "." + Long.toHexString(unique))
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(metadata.getNamespace())
        .withName(metadata.getName())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .endInvolvedObject()
        .withType(event.reason().type().name())
        .withReason(event.reason().name())
        .withMessage(event.message())
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(Labels.MANAGER)
        .endSource()
        .withReportingComponent(Labels.MANAGER)
        .withReportingInstance(Labels.MANAGER)
        .build();
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
