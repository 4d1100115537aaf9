package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import dev.mesos.local.api.schema.CelValidator;
import dev.mesos.local.api.schema.FieldPath;
import dev.mesos.local.api.schema.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CustomResourceDefinition must be like: named as its parts say, one stored version, a
 * structural schema whose defaults obey it and whose rules compile.
 */
final class DefinitionRules {
  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  private final CustomTypes reader;
  private final SchemaValidator schemas;
  private final CelValidator rules;

  DefinitionRules(CustomTypes reader, SchemaValidator schemas, CelValidator rules) {
    this.reader = reader;
    this.schemas = schemas;
    this.rules = rules;
  }

  List<Cause> check(ObjectNode definition, @Nullable ObjectNode old) {
    List<Cause> causes = new ArrayList<>();
    JsonNode spec = definition.path("spec");
    String name = Json.text(spec, "names", "plural") + "." + Json.text(spec, "group");
    if (!Json.name(definition).equals(name)) {
      causes.add(
          FieldPath.ROOT
              .child("metadata")
              .child("name")
              .invalid(
                  TextNode.valueOf(Json.name(definition)),
                  "must be spec.names.plural+\".\"+spec.group"));
    }
    checkNames(spec, causes);
    int stored = 0;
    JsonNode versions = spec.path("versions");
    for (int i = 0; i < versions.size(); i++) {
      stored += versions.get(i).path("storage").asBoolean() ? 1 : 0;
      checkVersion(versions.get(i), SPEC.child("versions").index(i), causes);
    }
    if (stored != 1) {
      causes.add(
          SPEC.child("versions")
              .invalid(versions, "must have exactly one version marked as storage version"));
    }
    if (old != null && !Json.text(old, "spec", "scope").equals(Json.text(spec, "scope"))) {
      causes.add(SPEC.child("scope").invalid(spec.path("scope"), "field is immutable"));
    }
    return causes;
  }

  private static void checkNames(JsonNode spec, List<Cause> causes) {
    for (String field : List.of("group", "scope")) {
      if (Json.text(spec, field).isEmpty()) {
        causes.add(SPEC.child(field).required(""));
      }
    }
    for (String field : List.of("plural", "kind")) {
      if (Json.text(spec, "names", field).isEmpty()) {
        causes.add(SPEC.child("names").child(field).required(""));
      }
    }
    if (!Json.text(spec, "group").contains(".")) {
      causes.add(
          SPEC.child("group")
              .invalid(spec.path("group"), "should be a domain with at least one dot"));
    }
  }

  private void checkVersion(JsonNode version, FieldPath path, List<Cause> causes) {
    JsonNode root = version.path("schema").path("openAPIV3Schema");
    FieldPath at = path.child("schema").child("openAPIV3Schema");
    if (!root.isObject()) {
      causes.add(at.required("schemas are required"));
      return;
    }
    if (!Json.text(root, "type").equals("object")) {
      causes.add(
          at.child("type")
              .invalid(TextNode.valueOf(Json.text(root, "type")), "must be object at the root"));
      return;
    }
    checkSchema(reader.schema(version), at, true, causes);
  }

  private void checkSchema(Schema schema, FieldPath path, boolean root, List<Cause> causes) {
    if (!schema.referenced().isEmpty()) {
      return; // the metadata, which is Kubernetes' own
    }
    checkShape(schema, path, causes);
    JsonNode byDefault = schema.defaultValue();
    if (byDefault != null) {
      // as it stands, before defaults within it are filled in
      FieldPath at = path.child("default");
      causes.addAll(schemas.validate(byDefault, schema, at));
      causes.addAll(rules.validateValue(byDefault, schema, at));
    }
    List<JsonNode> all = schema.rules();
    for (int i = 0; i < all.size(); i++) {
      FieldPath at = path.child("x-kubernetes-validations").index(i);
      JsonNode rule = all.get(i);
      rules
          .problem(rule, schema, root)
          .ifPresent(problem -> causes.add(at.child("rule").invalid(rule.path("rule"), problem)));
    }
    schema
        .properties()
        .forEach(
            (name, field) -> checkSchema(field, path.child("properties").key(name), false, causes));
    Schema items = schema.items();
    if (items != null) {
      checkSchema(items, path.child("items"), false, causes);
    }
    Schema more = schema.additionalProperties();
    if (more != null) {
      checkSchema(more, path.child("additionalProperties"), false, causes);
    }
  }

  private static void checkShape(Schema schema, FieldPath path, List<Cause> causes) {
    if (schema.type().isEmpty() && !schema.intOrString() && !schema.preservesUnknown()) {
      causes.add(path.child("type").required("must not be empty for specified object fields"));
    }
    if (schema.type().equals("array") && schema.items() == null) {
      causes.add(path.child("items").required("must be specified"));
    }
    if (schema.additionalProperties() != null && !schema.properties().isEmpty()) {
      causes.add(
          path.child("additionalProperties")
              .forbidden("additionalProperties and properties are mutual exclusive"));
    }
    if (schema.listType().equals("map") && schema.listMapKeys().isEmpty()) {
      causes.add(
          path.child("x-kubernetes-list-map-keys")
              .required("must not be empty if x-kubernetes-list-type is map"));
    }
  }
}
