package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Selector;
import dev.mesos.local.api.registry.DeleteOptions;
import dev.mesos.local.api.registry.Registry;
import java.util.List;

/** Deletes a pod, unless a PodDisruptionBudget forbids it now. */
final class EvictionSubresource implements Subresource {
  private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");

  private final Registry registry;

  EvictionSubresource(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Reply answer(Call call) {
    ObjectNode eviction = Body.readObject(call.contentType(), call.body());
    String namespace = call.path().namespace();
    ObjectNode pod = registry.get(call.type(), namespace, call.path().name());
    boolean running = Json.text(pod, "status", "phase").equals("Running");
    for (ObjectNode budget : registry.store().list(BUDGETS, namespace).objects()) {
      if (running && Selector.labelSelector(budget.path("spec").path("selector")).test(pod)) {
        check(budget);
      }
    }
    boolean dryRun = call.query().dryRun();
    registry.delete(
        call.type(),
        namespace,
        call.path().name(),
        DeleteOptions.of(eviction.path("deleteOptions"), dryRun));
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return Reply.of(201, status.put("status", "Success").put("code", 201));
  }

  private static void check(ObjectNode budget) {
    if (budget.path("status").path("disruptionsAllowed").asInt(0) > 0) {
      return;
    }
    throw ApiException.tooManyRequests(
        "Cannot evict pod as it would violate the pod's disruption budget.",
        List.of(
            new Cause(
                "DisruptionBudget",
                "The disruption budget "
                    + Json.name(budget)
                    + " needs "
                    + budget.path("status").path("desiredHealthy").asInt(0)
                    + " healthy pods and has "
                    + budget.path("status").path("currentHealthy").asInt(0)
                    + " currently",
                "")));
  }
}
