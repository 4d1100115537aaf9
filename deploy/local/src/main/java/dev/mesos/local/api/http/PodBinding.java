package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.registry.Registry;
import dev.mesos.local.api.registry.WriteOptions;
import io.vertx.core.http.HttpMethod;

/** {@code POST pods/NAME/binding}: gives a pod its node, once. */
final class PodBinding implements Subresource {

  private final Registry registry;

  PodBinding(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Reply answer(Call call) {
    if (!call.method().equals(HttpMethod.POST)) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode binding = Body.readObject(call.contentType(), call.body());
    String node = binding.path("target").path("name").asText();
    String uid = binding.path("metadata").path("uid").asText();
    String name = call.path().name();
    registry.update(
        call.type(),
        call.path().namespace(),
        name,
        "",
        WriteOptions.internal("scheduler"),
        pod -> {
          if (!uid.isEmpty() && !uid.equals(pod.path("metadata").path("uid").asText())) {
            throw ApiException.conflict(call.type(), name, "the pod is another one by now");
          }
          ObjectNode spec = (ObjectNode) pod.get("spec");
          if (!spec.path("nodeName").asText().isEmpty()) {
            throw ApiException.conflict(
                call.type(), name, "pod is already assigned to node " + spec.get("nodeName"));
          }
          spec.put("nodeName", node);
          return pod;
        });
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success").put("code", 201);
    return Reply.of(201, status);
  }
}
