package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.ResourceType.ScalePaths;
import dev.mesos.local.api.schema.CelValidator;
import dev.mesos.local.api.schema.Defaulter;
import dev.mesos.local.api.schema.FieldPath;
import dev.mesos.local.api.schema.Pruner;
import dev.mesos.local.api.schema.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a CustomResourceDefinition demands: its schema, its defaults, its rules. */
final class CustomAdmission implements Admission {
  private static final Set<String> RULES_NEED_NONE_OF =
      Set.of(
          "FieldValueNotSupported",
          "FieldValueRequired",
          "FieldValueTooLong",
          "FieldValueTooMany",
          "FieldValueTypeInvalid");

  private final SchemaValidator schemas;
  private final CelValidator rules;

  CustomAdmission(SchemaValidator schemas, CelValidator rules) {
    this.schemas = schemas;
    this.rules = rules;
  }

  @Override
  public void decode(ResourceType type, ObjectNode object, WriteOptions options) {
    refuseUnknown(type, Pruner.prune(object, type.schema()), options);
  }

  /** Tells of fields that were dropped, in the way that the client has asked for. */
  static void refuseUnknown(ResourceType type, List<String> unknown, WriteOptions options) {
    if (unknown.isEmpty() || options.fieldValidation().equals("Ignore")) {
      return;
    }
    List<String> messages =
        unknown.stream().map(field -> "unknown field \"" + field + "\"").toList();
    if (options.fieldValidation().equals("Strict")) {
      throw ApiException.badRequest(
          type.kind()
              + " in version \""
              + type.version()
              + "\" cannot be handled as a "
              + type.kind()
              + ": strict decoding error: "
              + messages.stream().collect(Collectors.joining(", ")));
    }
    options.warnings().addAll(messages);
  }

  @Override
  public void complete(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    Defaulter.complete(object, type.schema());
  }

  @Override
  public void assign(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {}

  @Override
  public List<Cause> validate(
      ResourceType type, ObjectNode object, @Nullable ObjectNode old, String subresource) {
    List<Cause> causes = new ArrayList<>(MetadataRules.check(type, object));
    causes.addAll(schemas.validate(object, type.schema(), FieldPath.ROOT));
    type.scale().ifPresent(scale -> checkScale(object, scale, causes));
    boolean blocked = causes.stream().anyMatch(c -> RULES_NEED_NONE_OF.contains(c.reason()));
    if (blocked) {
      causes.add(
          FieldPath.ROOT.invalid(
              "null: some validation rules were not checked because the object was invalid;"
                  + " correct the existing errors to complete validation"));
    } else {
      causes.addAll(rules.validate(object, old, type.schema()));
    }
    return causes;
  }

  private static void checkScale(ObjectNode object, ScalePaths scale, List<Cause> causes) {
    JsonNode here = object;
    for (String step : scale.specReplicas().split("\\.")) {
      here = here.path(step);
    }
    if (!here.isMissingNode() && !here.isNull() && !here.isIntegralNumber()) {
      FieldPath path = new FieldPath("." + scale.specReplicas());
      causes.add(
          path.invalid(
              "0: "
                  + path.text()
                  + " accessor error: "
                  + here.asText()
                  + " is of the type "
                  + (here.isTextual() ? "string" : "float64")
                  + ", expected int64"));
    }
  }
}
