package dev.mesos.coordination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the data of a znode says about whose it is. */
sealed interface OwnerMark {

  /** A cluster's. */
  record Of(ClusterPath.Owner owner) implements OwnerMark {}

  /** Nobody's: made by hand, by Mesos, or released. */
  record None() implements OwnerMark {}

  /** Nobody's, and made by us as a parent. */
  record Parent() implements OwnerMark {}

  /** It has data that we do not understand. */
  record Unknown() implements OwnerMark {}

  /** Reads and writes marks. Thread-safe. */
  final class Codec {

    private static final String CREATED_BY = "mesos-operator";

    private final ObjectMapper mapper = new ObjectMapper();

    /** Reads a znode's data; there need not be any. */
    OwnerMark read(byte @Nullable [] data) {
      if (data == null || data.length == 0) {
        return new None();
      }
      try {
        JsonNode root = mapper.readTree(data);
        JsonNode owner = root.path("owner");
        if (owner.path("uid").isTextual()) {
          return new Of(
              new ClusterPath.Owner(
                  owner.path("namespace").asText(),
                  owner.path("name").asText(),
                  owner.path("uid").textValue()));
        }
        return CREATED_BY.equals(root.path("createdBy").asText()) ? new Parent() : new Unknown();
      } catch (IOException | RuntimeException e) {
        return new Unknown();
      }
    }

    byte[] write(ClusterPath.Owner owner) {
      ObjectNode root = mapper.createObjectNode();
      root.putObject("owner")
          .put("namespace", owner.namespace())
          .put("name", owner.name())
          .put("uid", owner.uid());
      return bytes(root);
    }

    byte[] parent() {
      return bytes(mapper.createObjectNode().put("createdBy", CREATED_BY));
    }

    private byte[] bytes(ObjectNode root) {
      try {
        return mapper.writeValueAsBytes(root);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree of strings is always JSON", e);
      }
    }
  }
}
