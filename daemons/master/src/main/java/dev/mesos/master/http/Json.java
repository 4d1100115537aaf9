package dev.mesos.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mesos.protocol.MesosJson;
import java.time.Instant;

/** What the endpoints of a master need of JSON beside {@link MesosJson}. */
final class Json {

  private Json() {}

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A time in seconds since 1970, to the microsecond. */
  static JsonNode seconds(Instant time) {
    long micros = Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000);
    return MesosJson.number(micros / 1_000_000.0);
  }
}
