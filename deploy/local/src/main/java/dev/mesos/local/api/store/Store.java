package dev.mesos.local.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects, in memory, under one lock and one revision counter. Trees that go in or come out are
 * shared and must not be changed afterwards. Listeners are called under the lock, in order of
 * revisions, and so must only hand over.
 */
public final class Store {
  /** What a transaction wants to become of the object. */
  public sealed interface Outcome {
    /** The object as it is to be; the store sets its resourceVersion. */
    record Write(ObjectNode object) implements Outcome {}

    /** The object is removed; this is its last state. */
    record Remove(ObjectNode object) implements Outcome {}

    /** Nothing is written; this is the answer. */
    record Keep(ObjectNode object) implements Outcome {}
  }

  /** Decides about one object, under the store's lock. */
  @FunctionalInterface
  public interface Transaction {
    Outcome decide(@Nullable ObjectNode current);
  }

  /** Ends a watch. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final int historySize;
  private final Map<GroupResource, NavigableMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final Set<Consumer<Change>> listeners = new LinkedHashSet<>();
  private long revision = 1;
  private long forgotten;

  /**
   * @param historySize how many changes are kept for watches that start in the past
   */
  public Store(int historySize) {
    this.historySize = historySize;
  }

  public synchronized long revision() {
    return revision;
  }

  public synchronized @Nullable ObjectNode get(ObjectKey key) {
    return in(key.resource()).get(key);
  }

  /** The objects of a namespace, or of all if it is empty. */
  public synchronized Snapshot list(GroupResource resource, String namespace) {
    NavigableMap<ObjectKey, ObjectNode> all = in(resource);
    if (namespace.isEmpty()) {
      return new Snapshot(revision, List.copyOf(all.values()));
    }
    return new Snapshot(
        revision,
        List.copyOf(
            all.subMap(
                    new ObjectKey(resource, namespace, ""),
                    new ObjectKey(resource, namespace + "\0", ""))
                .values()));
  }

  /** All kinds of which there are objects. */
  public synchronized List<GroupResource> resources() {
    return objects.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Lets the transaction decide, writes what it says and returns the object as it then is. */
  public synchronized ObjectNode transact(ObjectKey key, Transaction transaction) {
    NavigableMap<ObjectKey, ObjectNode> all = in(key.resource());
    ObjectNode before = all.get(key);
    return switch (transaction.decide(before)) {
      case Outcome.Keep(ObjectNode object) -> object;
      case Outcome.Write(ObjectNode object) -> {
        stamp(object);
        all.put(key, object);
        publish(new Change(revision, key.resource(), before, object, false));
        yield object;
      }
      case Outcome.Remove(ObjectNode object) -> {
        stamp(object);
        all.remove(key);
        publish(new Change(revision, key.resource(), before, object, true));
        yield object;
      }
    };
  }

  /**
   * Calls the listener for every change after the revision: first for those in the past, then for
   * each new one.
   *
   * @throws ApiException 410 if changes after that revision are no longer known
   */
  public synchronized Subscription subscribe(long after, Consumer<Change> listener) {
    if (after < forgotten) {
      throw ApiException.gone("too old resource version: " + after + " (" + forgotten + ")");
    }
    for (Change change : new ArrayList<>(history)) {
      if (change.revision() > after) {
        listener.accept(change);
      }
    }
    listeners.add(listener);
    return () -> unsubscribe(listener);
  }

  /** A consistent start: the listing and every change after it, nothing between. */
  public synchronized Subscription listAndSubscribe(
      GroupResource resource,
      String namespace,
      Consumer<Snapshot> first,
      Consumer<Change> listener) {
    first.accept(list(resource, namespace));
    listeners.add(listener);
    return () -> unsubscribe(listener);
  }

  private synchronized void unsubscribe(Consumer<Change> listener) {
    listeners.remove(listener);
  }

  private void stamp(ObjectNode object) {
    revision++;
    Json.metadata(object).put("resourceVersion", Long.toString(revision));
  }

  private void publish(Change change) {
    history.addLast(change);
    if (history.size() > historySize) {
      forgotten = history.removeFirst().revision();
    }
    for (Consumer<Change> listener : List.copyOf(listeners)) {
      listener.accept(change);
    }
  }

  private NavigableMap<ObjectKey, ObjectNode> in(GroupResource resource) {
    return objects.computeIfAbsent(resource, r -> new TreeMap<>());
  }
}
