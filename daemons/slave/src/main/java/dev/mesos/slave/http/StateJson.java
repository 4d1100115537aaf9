package dev.mesos.slave.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.flags.BuildInfo;
import dev.mesos.protocol.AttributesJson;
import dev.mesos.protocol.ElectionJson;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.ResourcesJson;
import dev.mesos.slave.SlaveCapabilities;
import dev.mesos.slave.SlaveConfig;
import dev.mesos.slave.core.SlaveStatus;
import dev.mesos.slave.runtime.SlaveRuntime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.Resource;

/** What the JSON endpoints answer. */
final class StateJson {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final SlaveRuntime slave;
  private final SlaveConfig config;
  private final BuildInfo build;
  private final Instant startTime;

  StateJson(SlaveRuntime slave, SlaveConfig config, BuildInfo build, Instant startTime) {
    this.slave = slave;
    this.config = config;
    this.build = build;
    this.startTime = startTime;
  }

  JsonNode version() {
    ObjectNode json = MesosJson.object();
    build(json);
    return json.put("version", build.mesosVersion());
  }

  JsonNode flags() {
    ObjectNode json = MesosJson.object();
    json.set("flags", flagValues());
    return json;
  }

  /** Nothing is launched yet, so there is nothing to measure. */
  JsonNode statistics() {
    return MesosJson.array();
  }

  JsonNode state() {
    SlaveStatus status = slave.status();
    ObjectNode json = MesosJson.object();
    json.put("version", build.mesosVersion());
    build(json);
    json.set("start_time", MesosJson.seconds(startTime));
    json.put("id", status.id().orElse(""));
    json.put("pid", config.self().toString());
    json.put("hostname", config.info().getHostname());
    ArrayNode capabilities = json.putArray("capabilities");
    SlaveCapabilities.ALL.forEach(capability -> capabilities.add(capability.getType().name()));
    resources(json, config.info().getResourcesList());
    json.set("attributes", AttributesJson.of(config.info().getAttributesList()));
    status.leader().ifPresent(leader -> json.put("master_hostname", leader.hostname()));
    ElectionJson.addTo(json, slave.leaders().session(), slave.leaders().election());
    json.set("flags", flagValues());
    json.putArray("frameworks");
    json.putArray("completed_frameworks");
    return json;
  }

  private void build(ObjectNode json) {
    json.put("build_date", DATE.format(build.time()));
    json.set("build_time", MesosJson.number(build.time().getEpochSecond()));
    json.put("build_user", "mesos-operator " + build.version());
  }

  private static void resources(ObjectNode json, List<Resource> resources) {
    List<Resource> unreserved = ResourcesJson.unreserved(resources);
    json.set("resources", ResourcesJson.sum(resources));
    json.set("reserved_resources", ResourcesJson.reserved(resources));
    json.set("unreserved_resources", ResourcesJson.sum(unreserved));
    json.set("reserved_resources_full", ResourcesJson.reservedInFull(resources));
    json.set("unreserved_resources_full", ResourcesJson.full(unreserved));
    json.set("reserved_resources_allocated", MesosJson.object());
    json.set("unreserved_resources_allocated", ResourcesJson.none());
    json.putArray("resource_providers");
  }

  private ObjectNode flagValues() {
    ObjectNode json = MesosJson.object();
    for (Map.Entry<String, String> flag : config.flags().entrySet()) {
      json.put(flag.getKey(), flag.getValue());
    }
    return json;
  }
}
