package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled rule of {@code x-kubernetes-validations}. */
record CelRule(
    JsonNode rule,
    CelRuntime.Program program,
    Optional<CelRuntime.Program> message,
    boolean usesOldSelf,
    boolean optionalOldSelf) {

  /** The error, if the value breaks the rule. A transition rule needs an old value to compare. */
  Optional<Cause> check(JsonNode value, @Nullable JsonNode old, Schema schema, FieldPath path) {
    if (usesOldSelf && old == null && !optionalOldSelf) {
      return Optional.empty();
    }
    Map<String, Object> variables = new HashMap<>();
    variables.put("self", CelValues.of(value, schema));
    Optional<Object> before = Optional.ofNullable(old).map(o -> CelValues.of(o, schema));
    if (optionalOldSelf) {
      variables.put("oldSelf", before);
    } else {
      before.ifPresent(o -> variables.put("oldSelf", o));
    }
    try {
      return Boolean.TRUE.equals(program.eval(variables))
          ? Optional.empty()
          : Optional.of(failure(value, variables, path));
    } catch (CelEvaluationException e) {
      return Optional.of(
          path.invalid(
              "\""
                  + schema.type()
                  + "\": "
                  + e.getMessage()
                  + " evaluating rule: "
                  + ruleOrMessage()));
    }
  }

  private Cause failure(JsonNode value, Map<String, Object> variables, FieldPath path) {
    String fieldPath = Json.text(rule, "fieldPath");
    FieldPath where = fieldPath.isEmpty() ? path : path.child(fieldPath.replaceFirst("^\\.", ""));
    String detail = detail(variables);
    return switch (Json.text(rule, "reason")) {
      case "FieldValueForbidden" -> where.forbidden(detail);
      case "FieldValueRequired" -> where.required(detail);
      case "FieldValueDuplicate" -> where.duplicate(value);
      default ->
          value.isObject() || value.isArray()
              ? where.invalid(detail)
              : where.invalid(value, detail);
    };
  }

  private String detail(Map<String, Object> variables) {
    if (message.isPresent()) {
      try {
        String text = String.valueOf(message.get().eval(variables)).strip();
        if (!text.isEmpty() && !text.contains("\n")) {
          return text;
        }
      } catch (CelEvaluationException e) {
        // the rule's plain message does as well
      }
    }
    String text = Json.text(rule, "message").strip();
    return text.isEmpty() ? "failed rule: " + Json.text(rule, "rule").strip() : text;
  }

  private String ruleOrMessage() {
    String text = Json.text(rule, "message").strip();
    return text.isEmpty() ? Json.text(rule, "rule").strip() : text;
  }
}
