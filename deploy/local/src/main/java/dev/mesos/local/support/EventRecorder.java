package dev.mesos.local.support;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events beside the work, and counts repeated ones up instead of adding more. An event that
 * cannot be written is logged and lost. Thread-safe.
 */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int REMEMBERED = 2000;

  private record Key(String uid, String type, String reason, String message) {}

  private record Seen(String name, int count) {}

  private final KubernetesClient client;
  private final String component;
  private final String node;
  private final SerialExecutor serial;
  private final AtomicLong sequence = new AtomicLong(System.currentTimeMillis() << 12);
  private final Map<Key, Seen> seen =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
          return size() > REMEMBERED;
        }
      };

  public EventRecorder(KubernetesClient client, String component, String node, Threads threads) {
    this.client = client;
    this.component = component;
    this.node = node;
    this.serial = threads.serial("events of " + component);
  }

  public void normal(HasMetadata object, String reason, String message) {
    record(object, "Normal", reason, message);
  }

  public void warning(HasMetadata object, String reason, String message) {
    record(object, "Warning", reason, message);
  }

  private void record(HasMetadata object, String type, String reason, String message) {
    Instant now = Instant.now();
    serial.execute(() -> {
      try {
        write(object, type, reason, message, now);
      } catch (KubernetesClientException e) {
        LOG.debug("event lost reason={} object={}", reason, object.getMetadata().getName(), e);
      }
    });
  }

  private void write(HasMetadata object, String type, String reason, String message, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Key key = new Key(object.getMetadata().getUid(), type, reason, message);
    Seen before = seen.get(key);
    if (before != null) {
      client
          .v1()
          .events()
          .inNamespace(object.getMetadata().getNamespace())
          .withName(before.name())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"count\":%d,\"lastTimestamp\":\"%s\"}".formatted(before.count() + 1, time));
      seen.put(key, new Seen(before.name(), before.count() + 1));
      return;
    }
    Event event = event(object, type, reason, message, time);
    client.v1().events().inNamespace(object.getMetadata().getNamespace()).resource(event).create();
    seen.put(key, new Seen(event.getMetadata().getName(), 1));
  }

  private Event event(HasMetadata object, String type, String reason, String message, String time) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            object.getMetadata().getName() + "." + Long.toHexString(sequence.incrementAndGet()))
        .withNamespace(object.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withName(object.getMetadata().getName())
        .withNamespace(object.getMetadata().getNamespace())
        .withUid(object.getMetadata().getUid())
        .endInvolvedObject()
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withCount(1)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withNewSource()
        .withComponent(component)
        .withHost(node)
        .endSource()
        .withReportingComponent(component)
        .withReportingInstance(node)
        .build();
  }
}
