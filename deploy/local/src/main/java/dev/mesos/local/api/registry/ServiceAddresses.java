package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives services the addresses and node ports that they do not name. None is given twice. */
final class ServiceAddresses {
  private static final int FIRST_NODE_PORT = 30_000;
  private static final int NODE_PORTS = 2_768;

  private final AtomicInteger next = new AtomicInteger(1);
  private final AtomicInteger nextPort = new AtomicInteger();

  void assign(ObjectNode spec, JsonNode old) {
    if (!spec.has("clusterIP")) {
      String before = Json.text(old, "clusterIP");
      spec.put("clusterIP", before.isEmpty() ? fresh() : before);
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.get("clusterIP"));
    }
  }

  private String fresh() {
    int n = next.getAndIncrement();
    return "10.96." + (n >> 8 & 0xff) + "." + (n & 0xff);
  }

  void assignNodePorts(ObjectNode spec, JsonNode old) {
    int i = 0;
    for (ObjectNode port : PodDefaults.objects(spec.path("ports"))) {
      JsonNode before = old.path("ports").path(i++).path("nodePort");
      if (!port.has("nodePort")) {
        int given = FIRST_NODE_PORT + nextPort.getAndIncrement() % NODE_PORTS;
        port.put("nodePort", before.isInt() ? before.asInt() : given);
      }
    }
  }
}
