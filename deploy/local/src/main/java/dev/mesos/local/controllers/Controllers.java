package dev.mesos.local.controllers;

import dev.mesos.local.support.EventRecorder;
import dev.mesos.local.support.Threads;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All controllers of the embedded cluster. Watches only say where to look: each controller reads
 * what it decides on from the API itself, so it never acts on something stale.
 */
public final class Controllers implements AutoCloseable {

  private final KubernetesClient client;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final Map<String, Controller> byOwnerKind = new HashMap<>();
  private final Controller endpoints;
  private final Controller budgets;
  private final Controller claims;
  private final Controller namespaces;
  private final ClaimController claimController;
  private final Threads threads;

  private Controllers(KubernetesClient client, Threads threads, Path volumes) {
    this.client = client;
    this.threads = threads;
    EventRecorder events = new EventRecorder(client, "controllers", "", threads);
    List<Controller> self = new ArrayList<>();
    Controller statefulSets =
        new Controller(
            "statefulset",
            new StatefulSetController(
                client, events, (key, delay) -> self.getFirst().enqueueAfter(key, delay)),
            threads);
    self.add(statefulSets);
    byOwnerKind.put("StatefulSet", statefulSets);
    byOwnerKind.put(
        "ReplicaSet",
        new Controller("replicaset", new ReplicaSetController(client, events), threads));
    byOwnerKind.put(
        "Deployment",
        new Controller("deployment", new DeploymentController(client, events), threads));
    endpoints = new Controller("endpointslice", new EndpointSliceController(client), threads);
    budgets = new Controller("disruption", new DisruptionBudgetController(client), threads);
    claimController = new ClaimController(client, volumes);
    claims = new Controller("claim", claimController, threads);
    namespaces = new Controller("namespace", new NamespaceController(client), threads);
  }

  /**
   * Starts all controllers.
   *
   * @param client a client for the API; stays the caller's
   * @param volumes the folder for the claims' volumes
   */
  public static Controllers start(KubernetesClient client, Threads threads, Path volumes) {
    Controllers controllers = new Controllers(client, threads, volumes);
    controllers.claimController.createStorageClass();
    controllers.watch();
    return controllers;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }

  private void watch() {
    on(client.namespaces(), Namespace.class, namespaces);
    on(client.persistentVolumeClaims().inAnyNamespace(), PersistentVolumeClaim.class, claims);
    informers.add(
        client
            .persistentVolumeClaims()
            .inAnyNamespace()
            .inform(new Handler<>(claim -> {}, this::released)));
    on(client.apps().statefulSets().inAnyNamespace(), StatefulSet.class, owner("StatefulSet"));
    on(client.apps().deployments().inAnyNamespace(), Deployment.class, owner("Deployment"));
    informers.add(
        client
            .apps()
            .replicaSets()
            .inAnyNamespace()
            .inform(new Handler<ReplicaSet>(this::replicaSetChanged, this::replicaSetChanged)));
    on(client.services().inAnyNamespace(), Service.class, endpoints);
    on(
        client.policy().v1().podDisruptionBudget().inAnyNamespace(),
        PodDisruptionBudget.class,
        budgets);
    informers.add(
        client
            .pods()
            .inAnyNamespace()
            .inform(new Handler<Pod>(this::podChanged, this::podChanged)));
  }

  private void podChanged(Pod pod) {
    tellOwner(pod);
    String namespace = pod.getMetadata().getNamespace();
    // which selectors match now, and which matched before, is for the controllers to find out
    threads.workers().execute(() -> tellSelectors(namespace));
  }

  private void tellSelectors(String namespace) {
    client
        .services()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(service -> endpoints.enqueue(Controller.Key.of(service)));
    client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(budget -> budgets.enqueue(Controller.Key.of(budget)));
  }

  private void replicaSetChanged(ReplicaSet set) {
    owner("ReplicaSet").enqueue(Controller.Key.of(set));
    tellOwner(set);
  }

  private void tellOwner(HasMetadata object) {
    Pods.controllerOf(object)
        .filter(owner -> byOwnerKind.containsKey(owner.getKind()))
        .ifPresent(owner ->
            owner(owner.getKind())
                .enqueue(Controller.Key.of(object.getMetadata().getNamespace(), owner)));
  }

  private void released(PersistentVolumeClaim claim) {
    threads.workers().execute(() -> claimController.released(claim));
  }

  private Controller owner(String kind) {
    Controller controller = byOwnerKind.get(kind);
    if (controller == null) {
      throw new IllegalArgumentException("There is no controller for " + kind + ".");
    }
    return controller;
  }

  private <T extends HasMetadata> void on(
      Informable<T> source, Class<T> type, Controller controller) {
    Handler<T> handler =
        new Handler<>(
            object -> controller.enqueue(Controller.Key.of(type.cast(object))), object -> {});
    informers.add(source.inform(handler));
  }

  /** Adds and updates alike to one consumer, deletions to another. */
  private record Handler<T>(Consumer<T> changed, Consumer<T> deleted)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      changed.accept(object);
    }

    @Override
    public void onUpdate(T before, T object) {
      changed.accept(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      deleted.accept(object);
    }
  }
}
