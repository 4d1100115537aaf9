package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.Schema;
import dev.mesos.local.api.schema.FieldPath;
import dev.mesos.local.api.schema.Pruner;
import dev.mesos.local.api.schema.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Kubernetes does with objects of its own kinds before it keeps them. */
final class BuiltInAdmission implements Admission {
  private static final Set<String> STRUCTURE_ERRORS = Set.of("FieldValueTypeInvalid");
  private static final Set<String> VALUE_ERRORS = Set.of("FieldValueNotSupported");

  private final SchemaValidator schemas;
  private final BuiltInDefaults defaults;
  private final BuiltInAssignments assignments = new BuiltInAssignments();
  private final BuiltInRules rules;

  BuiltInAdmission(SchemaValidator schemas, BuiltInDefaults defaults, BuiltInRules rules) {
    this.schemas = schemas;
    this.defaults = defaults;
    this.rules = rules;
  }

  @Override
  public void decode(ResourceType type, ObjectNode object, WriteOptions options) {
    dropNulls(object);
    for (Cause cause : schemas.validate(object, type.schema(), FieldPath.ROOT)) {
      if (STRUCTURE_ERRORS.contains(cause.reason())) {
        throw ApiException.badRequest(
            type.kind()
                + " in version \""
                + type.version()
                + "\" cannot be handled as a "
                + type.kind()
                + ": "
                + cause.field()
                + ": "
                + cause.message());
      }
    }
    CustomAdmission.refuseUnknown(type, Pruner.prune(object, type.schema()), options);
  }

  /** Drops nulls, as decoding into Kubernetes' types does. */
  private static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(BuiltInAdmission::dropNulls);
  }

  /** Drops maps and lists without content, as encoding Kubernetes' types does. */
  private static void dropEmpty(JsonNode node, @Nullable Schema schema) {
    if (schema == null) {
      return;
    }
    if (node instanceof ArrayNode array) {
      array.forEach(item -> dropEmpty(item, schema.items()));
    } else if (node instanceof ObjectNode object && !schema.preservesUnknown()) {
      for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
        Schema field = schema.field(name);
        dropEmpty(object.path(name), field);
        if (isEmpty(object.path(name), field)) {
          object.remove(name);
        }
      }
    }
  }

  private static boolean isEmpty(JsonNode value, @Nullable Schema schema) {
    if (schema == null || !value.isContainerNode() || !value.isEmpty()) {
      return false;
    }
    return value.isArray() || schema.additionalProperties() != null;
  }

  @Override
  public void complete(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    dropEmpty(object, type.schema());
    QuantityWriter.canonical(object, type.schema());
    defaults.complete(type, object);
  }

  @Override
  public void assign(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    assignments.assign(type, object, old);
  }

  @Override
  public List<Cause> validate(
      ResourceType type, ObjectNode object, @Nullable ObjectNode old, String subresource) {
    List<Cause> causes = new ArrayList<>(MetadataRules.check(type, object));
    for (Cause cause : schemas.validate(object, type.schema(), FieldPath.ROOT)) {
      if (VALUE_ERRORS.contains(cause.reason())) {
        causes.add(cause);
      }
    }
    if (subresource.isEmpty()) {
      causes.addAll(rules.check(type, object, old));
    }
    return causes;
  }
}
