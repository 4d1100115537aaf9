package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.patch.ServerSideApply;
import dev.mesos.local.api.schema.CelValidator;
import dev.mesos.local.api.schema.SchemaValidator;
import dev.mesos.local.api.store.Store;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The state of a cluster and what keeps it consistent; everything but HTTP. */
public final class Cluster implements AutoCloseable {
  private static final int HISTORY = 20_000;
  private static final List<String> NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  private final ResourceTypes types;
  private final BuiltInSchemas schemas;
  private final Registry registry;
  private final ExecutorService background;

  private Cluster(
      ResourceTypes types, BuiltInSchemas schemas, Registry registry, ExecutorService background) {
    this.types = types;
    this.schemas = schemas;
    this.registry = registry;
    this.background = background;
  }

  /** A cluster with the namespaces that every cluster has. */
  public static Cluster start() {
    BuiltInSchemas schemas = new BuiltInSchemas();
    ResourceTypes types = new ResourceTypes(new BuiltInTypes(schemas).all());
    SchemaValidator validator = new SchemaValidator();
    CelValidator rules = new CelValidator();
    CustomTypes definitions = new CustomTypes(schemas::get);
    BuiltInRules builtIn = new BuiltInRules(new DefinitionRules(definitions, validator, rules));
    Admission admission =
        new Admissions(
            new CustomAdmission(validator, rules),
            new BuiltInAdmission(validator, new BuiltInDefaults(), builtIn));
    Registry registry = new Registry(new Store(HISTORY), admission, new ServerSideApply());
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("api-background").factory());
    Cluster cluster = new Cluster(types, schemas, registry, background);
    new GarbageCollector(registry, types, cluster::later).start();
    new DefinitionController(registry, types, definitions, cluster::later).start();
    new NamespaceCleaner(registry, types, cluster::later).start();
    cluster.createNamespaces();
    return cluster;
  }

  private void later(Runnable task) {
    try {
      background.execute(task);
    } catch (RejectedExecutionException e) {
      // the cluster is closing
    }
  }

  private void createNamespaces() {
    ResourceType type = types.find("", "v1", "namespaces").orElseThrow();
    for (String name : NAMESPACES) {
      ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
      Json.metadata(namespace).put("name", name);
      registry.create(type, "", namespace, WriteOptions.internal("kube-apiserver"));
    }
  }

  public ResourceTypes types() {
    return types;
  }

  public BuiltInSchemas schemas() {
    return schemas;
  }

  public Registry registry() {
    return registry;
  }

  @Override
  public void close() {
    background.shutdownNow();
    try {
      background.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
