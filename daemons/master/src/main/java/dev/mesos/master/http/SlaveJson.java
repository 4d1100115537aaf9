package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.master.core.SlaveRecord;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.protocol.AttributesJson;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.ProtoJson;
import dev.mesos.protocol.ResourcesJson;
import java.util.List;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveInfo;

/** A slave as the endpoints show it. */
final class SlaveJson {

  private static final List<String> TASK_STATES =
      List.of(
          "TASK_STAGING",
          "TASK_STARTING",
          "TASK_RUNNING",
          "TASK_KILLING",
          "TASK_FINISHED",
          "TASK_KILLED",
          "TASK_FAILED",
          "TASK_LOST",
          "TASK_ERROR",
          "TASK_UNREACHABLE");

  private SlaveJson() {}

  /** As in {@code /state}. */
  static ObjectNode brief(SlaveRecord slave) {
    SlaveInfo info = slave.info();
    List<Resource> resources = info.getResourcesList();
    ObjectNode json = MesosJson.object();
    json.put("id", slave.id());
    json.put("hostname", info.getHostname());
    json.put("port", info.getPort());
    json.set("attributes", AttributesJson.of(info.getAttributesList()));
    domain(info, json);
    json.put("pid", slave.pid().toString());
    json.set("registered_time", MesosJson.seconds(slave.registeredTime()));
    slave.reregisteredTime().ifPresent(t -> json.set("reregistered_time", MesosJson.seconds(t)));
    json.set("resources", ResourcesJson.sum(resources));
    json.set("used_resources", ResourcesJson.none());
    json.set("offered_resources", ResourcesJson.none());
    json.set("reserved_resources", ResourcesJson.reserved(resources));
    json.set("unreserved_resources", ResourcesJson.sum(ResourcesJson.unreserved(resources)));
    json.put("active", slave.active());
    json.put("deactivated", slave.entry().cordoned());
    slave.entry().drain().ifPresent(drain -> json.set("drain_info", ProtoJson.of(drain)));
    slave
        .entry()
        .drainSince()
        .ifPresent(t -> json.set("estimated_drain_start_time_seconds", MesosJson.seconds(t)));
    json.put("version", slave.version());
    ArrayNode capabilities = json.putArray("capabilities");
    slave.capabilities().forEach(capability -> capabilities.add(capability.getType().name()));
    return json;
  }

  /** As in {@code /slaves}. */
  static ObjectNode full(SlaveRecord slave) {
    List<Resource> resources = slave.info().getResourcesList();
    ObjectNode json = brief(slave);
    json.set("reserved_resources_full", ResourcesJson.reservedInFull(resources));
    json.set("unreserved_resources_full", ResourcesJson.full(ResourcesJson.unreserved(resources)));
    json.putArray("used_resources_full");
    json.putArray("offered_resources_full");
    return json;
  }

  /** One that has not come back since the failover. */
  static ObjectNode recovered(RegistryEntry entry) {
    return ProtoJson.of(entry.slave().orElseThrow());
  }

  /** As in {@code /state-summary}. */
  static ObjectNode summary(SlaveRecord slave) {
    ObjectNode json = brief(slave);
    TASK_STATES.forEach(state -> json.put(state, 0));
    json.putArray("framework_ids");
    return json;
  }

  private static void domain(SlaveInfo info, ObjectNode json) {
    if (info.hasDomain()) {
      ObjectNode fault = json.putObject("domain").putObject("fault_domain");
      var domain = info.getDomain().getFaultDomain();
      fault.putObject("region").put("name", domain.getRegion().getName());
      fault.putObject("zone").put("name", domain.getZone().getName());
    }
  }
}
