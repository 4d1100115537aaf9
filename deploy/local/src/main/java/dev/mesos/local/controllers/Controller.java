package dev.mesos.local.controllers;

import dev.mesos.local.support.SerialExecutor;
import dev.mesos.local.support.Threads;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of object names and one worker that reconciles them in turn. A name that is queued
 * already is not queued again; one whose reconciliation failed comes back a little later.
 * Thread-safe.
 */
final class Controller {

  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
  private static final Duration RETRY = Duration.ofMillis(200);

  /** An object's name. */
  record Key(String namespace, String name) {
    static Key of(HasMetadata object) {
      String namespace = object.getMetadata().getNamespace();
      return new Key(namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    static Key of(String namespace, OwnerReference owner) {
      return new Key(namespace, owner.getName());
    }
  }

  /** Looks at the object as it is now and takes what steps are due. */
  interface Reconciler {
    void reconcile(Key key);
  }

  private final String name;
  private final Reconciler reconciler;
  private final SerialExecutor serial;
  private final Set<Key> queued = new HashSet<>();

  Controller(String name, Reconciler reconciler, Threads threads) {
    this.name = name;
    this.reconciler = reconciler;
    this.serial = threads.serial(name);
  }

  void enqueue(Key key) {
    synchronized (queued) {
      if (!queued.add(key)) {
        return;
      }
    }
    serial.execute(() -> run(key));
  }

  /** Comes back to an object once some time has passed. */
  void enqueueAfter(Key key, Duration delay) {
    serial.schedule(() -> enqueue(key), delay);
  }

  private void run(Key key) {
    synchronized (queued) {
      queued.remove(key);
    }
    try {
      reconciler.reconcile(key);
    } catch (KubernetesClientException e) {
      // a conflict means that something newer is to be read: that is daily business
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        LOG.debug("conflict controller={} key={}", name, key, e);
      } else {
        LOG.warn("failed controller={} key={}: {}", name, key, e.getMessage());
      }
      enqueueAfter(key, RETRY);
    } catch (RuntimeException e) {
      LOG.error("failed controller={} key={}", name, key, e);
      enqueueAfter(key, RETRY.multipliedBy(10));
    }
  }
}
