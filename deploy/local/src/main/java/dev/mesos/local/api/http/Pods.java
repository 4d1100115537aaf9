package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.PodAccess;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.registry.Registry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The way from requests to the pods' processes, once somebody has them. */
final class Pods {
  private final Registry registry;
  private final AtomicReference<@Nullable PodAccess> access = new AtomicReference<>();

  Pods(Registry registry) {
    this.registry = registry;
  }

  void attach(PodAccess pods) {
    access.set(pods);
  }

  PodAccess access() {
    PodAccess pods = access.get();
    if (pods == null) {
      throw ApiException.of(
          503, "ServiceUnavailable", "the kubelet is not ready yet: try again in a moment");
    }
    return pods;
  }

  /** The pod that the call is about. */
  ObjectNode pod(Call call) {
    return registry.get(call.type(), call.path().namespace(), call.path().name());
  }

  /** The container that the call names, or the pod's only one. */
  String container(Call call, ObjectNode pod) {
    List<String> all = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : pod.path("spec").path(list)) {
        all.add(Json.text(container, "name"));
      }
    }
    String wanted = call.query().get("container");
    if (wanted.isEmpty() && pod.path("spec").path("containers").size() == 1) {
      return all.getFirst();
    }
    String byDefault =
        Json.text(pod, "metadata", "annotations", "kubectl.kubernetes.io/default-container");
    if (wanted.isEmpty() && all.contains(byDefault)) {
      return byDefault;
    }
    if (wanted.isEmpty()) {
      throw ApiException.badRequest(
          "a container name must be specified for pod "
              + Json.name(pod)
              + ", choose one of: ["
              + String.join(" ", all)
              + "]");
    }
    if (!all.contains(wanted)) {
      throw ApiException.badRequest(
          "container " + wanted + " is not valid for pod " + Json.name(pod));
    }
    return wanted;
  }

  /** What the kubelet's refusal is in the API's words. */
  static ApiException refusal(IOException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case PodAccess.PodNotFoundException notFound -> ApiException.of(404, "NotFound", message);
      case PodAccess.PodNotReadyException notReady -> ApiException.badRequest(message);
      default -> ApiException.internal(message);
    };
  }
}
