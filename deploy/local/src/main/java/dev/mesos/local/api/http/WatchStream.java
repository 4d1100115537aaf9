package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.store.Change;
import dev.mesos.local.api.store.Snapshot;
import dev.mesos.local.api.store.Store;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns changes of the store into the events of one watch. */
final class WatchStream {
  /** Where events go; called in order, must not block. */
  interface Sink {
    void event(ObjectNode event);
  }

  private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private final Store store;
  private final Call call;
  private final Presenter presenter;
  private final Sink sink;
  private final Predicate<JsonNode> selected;

  WatchStream(Store store, Call call, Presenter presenter, Sink sink) {
    this.store = store;
    this.call = call;
    this.presenter = presenter;
    this.sink = sink;
    this.selected = call.selection();
  }

  /** Begins: from the revision asked for, or with all objects as they are if none is. */
  Store.Subscription start() {
    String version = call.query().get("resourceVersion");
    boolean initial = call.query().is("sendInitialEvents");
    if (initial || version.isEmpty() || version.equals("0")) {
      return store.listAndSubscribe(
          call.type().storage(),
          call.path().namespace(),
          snapshot -> sendInitial(snapshot, initial),
          this::see);
    }
    try {
      return store.subscribe(Long.parseLong(version), this::see);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("invalid resourceVersion: " + version);
    }
  }

  private void sendInitial(Snapshot snapshot, boolean tellEnd) {
    if (tellEnd || !call.query().get("sendInitialEvents").equals("false")) {
      snapshot.objects().stream().filter(selected).forEach(object -> send("ADDED", object));
    }
    if (tellEnd && call.query().is("allowWatchBookmarks")) {
      bookmark(snapshot.revision(), true);
    }
  }

  private void see(Change change) {
    if (!change.resource().equals(call.type().storage()) || !inNamespace(change.object())) {
      return;
    }
    ObjectNode before = change.before();
    boolean was = before != null && selected.test(before);
    boolean is = !change.deleted() && selected.test(change.object());
    if (is) {
      send(was ? "MODIFIED" : "ADDED", change.object());
    } else if (was) {
      send("DELETED", change.deleted() ? change.object() : lastSelected(before, change));
    }
  }

  /** What left the selection is shown as it was, at the revision at which it left. */
  private static ObjectNode lastSelected(@Nullable ObjectNode before, Change change) {
    ObjectNode last = before == null ? Json.object() : before.deepCopy();
    Json.metadata(last).put("resourceVersion", Long.toString(change.revision()));
    return last;
  }

  private boolean inNamespace(ObjectNode object) {
    String namespace = call.path().namespace();
    return namespace.isEmpty() || namespace.equals(Json.namespace(object));
  }

  private void send(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", presenter.one(object));
    sink.event(event);
  }

  /** Tells how far the watch has come; also that the first listing is complete. */
  void bookmark(long revision, boolean initialEnd) {
    ObjectNode event = Json.object().put("type", "BOOKMARK");
    ObjectNode object = event.putObject("object");
    object.put("kind", call.type().kind()).put("apiVersion", call.type().apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(revision)).putNull("creationTimestamp");
    if (initialEnd) {
      metadata.putObject("annotations").put(INITIAL_EVENTS_END, "true");
    }
    sink.event(event);
  }

  /** The event that ends a watch with an error. */
  static ObjectNode error(ApiException refusal) {
    ObjectNode event = Json.object().put("type", "ERROR");
    event.set("object", refusal.status());
    return event;
  }
}
