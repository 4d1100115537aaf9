package dev.mesos.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.Json;
import java.util.ArrayList;
import java.util.List;

/** The columns of pods; what is said as their status is put together from many fields. */
final class PodColumns {
  private PodColumns() {}

  static ColumnSet columns() {
    return new ColumnSet()
        .name()
        .text("Ready", PodColumns::ready)
        .text("Status", PodColumns::status)
        .text("Restarts", PodColumns::restarts)
        .age()
        .wide("IP", o -> Cells.orNone(Json.text(o, "status", "podIP")))
        .wide("Node", o -> Cells.orNone(Json.text(o, "spec", "nodeName")))
        .wide("Nominated Node", o -> Cells.orNone(Json.text(o, "status", "nominatedNodeName")))
        .wide("Readiness Gates", o -> Cells.NONE);
  }

  private static JsonNode containers(JsonNode pod) {
    return pod.path("status").path("containerStatuses");
  }

  private static String ready(JsonNode pod) {
    int ready = 0;
    for (JsonNode container : containers(pod)) {
      ready += container.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.path("spec").path("containers").size();
  }

  private static String restarts(JsonNode pod) {
    int restarts = 0;
    String last = "";
    for (JsonNode container : containers(pod)) {
      restarts += container.path("restartCount").asInt(0);
      String finished = Json.text(container, "lastState", "terminated", "finishedAt");
      last = finished.compareTo(last) > 0 ? finished : last;
    }
    return restarts == 0 || last.isEmpty()
        ? String.valueOf(restarts)
        : restarts + " (" + Cells.since(last) + " ago)";
  }

  private static String status(JsonNode pod) {
    String reason = Json.text(pod, "status", "reason");
    if (reason.isEmpty()) {
      reason = Json.text(pod, "status", "phase");
    }
    String initial = initializing(pod);
    if (!initial.isEmpty()) {
      reason = initial;
    } else {
      List<JsonNode> all = new ArrayList<>();
      containers(pod).forEach(all::addFirst);
      for (JsonNode container : all) {
        String told = containerReason(container.path("state"));
        reason = told.isEmpty() ? reason : told;
      }
    }
    return Json.isDeleting(pod) ? "Terminating" : reason;
  }

  private static String initializing(JsonNode pod) {
    JsonNode statuses = pod.path("status").path("initContainerStatuses");
    for (int i = 0; i < statuses.size(); i++) {
      JsonNode state = statuses.get(i).path("state");
      if (state.path("terminated").path("exitCode").asInt(-1) == 0) {
        continue;
      }
      String told = containerReason(state);
      boolean plain = told.isEmpty() || told.equals("PodInitializing");
      return "Init:" + (plain ? i + "/" + pod.path("spec").path("initContainers").size() : told);
    }
    return "";
  }

  private static String containerReason(JsonNode state) {
    String waiting = Json.text(state, "waiting", "reason");
    if (!waiting.isEmpty()) {
      return waiting;
    }
    JsonNode ended = state.path("terminated");
    if (ended.isMissingNode()) {
      return "";
    }
    String reason = Json.text(ended, "reason");
    if (!reason.isEmpty()) {
      return reason;
    }
    return ended.path("signal").asInt(0) != 0
        ? "Signal:" + ended.path("signal").asInt()
        : "ExitCode:" + ended.path("exitCode").asInt();
  }
}
