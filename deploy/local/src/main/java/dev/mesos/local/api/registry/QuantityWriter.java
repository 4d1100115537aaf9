package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Schema;
import dev.mesos.local.api.schema.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes every quantity of an object in its canonical form, as decoding and encoding it does. */
final class QuantityWriter {
  private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

  private QuantityWriter() {}

  static void canonical(JsonNode node, @Nullable Schema schema) {
    if (schema == null) {
      return;
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        Schema below = schema.field(field.getKey());
        if (below != null && below.referenced().equals(QUANTITY)) {
          field.setValue(object.textNode(canonical(field.getKey(), field.getValue())));
        } else {
          canonical(field.getValue(), below);
        }
      }
    } else if (node.isArray()) {
      node.forEach(item -> canonical(item, schema.items()));
    }
  }

  private static String canonical(String name, JsonNode value) {
    return Quantity.parse(value.asText())
        .orElseThrow(() ->
            ApiException.badRequest(
                name
                    + ": quantities must match the regular expression"
                    + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"))
        .canonical();
  }
}
