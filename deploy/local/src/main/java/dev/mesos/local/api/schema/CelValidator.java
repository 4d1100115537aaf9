package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Checks values against the CEL rules of their schema, and rules against their schema. */
public final class CelValidator {
  private final CelCompiler compiler = new CelCompiler();
  private final Map<Schema, List<CelRule>> compiled =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** All broken rules of an object, from the root down. */
  public List<Cause> validate(JsonNode object, @Nullable JsonNode old, Schema schema) {
    List<Cause> causes = new ArrayList<>();
    check(object, old, schema, FieldPath.ROOT, true, causes);
    return causes;
  }

  /** All broken rules of a value that stands alone, for example a default. */
  public List<Cause> validateValue(JsonNode value, Schema schema, FieldPath path) {
    List<Cause> causes = new ArrayList<>();
    check(value, null, schema, path, false, causes);
    return causes;
  }

  private void check(
      JsonNode value,
      @Nullable JsonNode old,
      @Nullable Schema schema,
      FieldPath path,
      boolean root,
      List<Cause> causes) {
    if (schema == null || value.isNull()) {
      return;
    }
    JsonNode before = old == null || old.isNull() ? null : old;
    for (CelRule rule : rules(schema, root)) {
      rule.check(value, before, schema, path).ifPresent(causes::add);
    }
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(e -> {
            String name = e.getKey();
            boolean declared = schema.properties().containsKey(name);
            check(
                e.getValue(),
                before == null ? null : before.get(name),
                schema.field(name),
                declared ? path.child(name) : path.key(name),
                false,
                causes);
          });
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        check(
            array.get(i),
            counterpart(array.get(i), before, schema),
            schema.items(),
            path.index(i),
            false,
            causes);
      }
    }
  }

  /** The old item that this one has become: only lists with keys have such. */
  private static @Nullable JsonNode counterpart(
      JsonNode item, @Nullable JsonNode old, Schema list) {
    if (old == null || !list.listType().equals("map")) {
      return null;
    }
    for (JsonNode each : old) {
      if (list.listMapKeys().stream().allMatch(k -> Json.same(each.path(k), item.path(k)))) {
        return each;
      }
    }
    return null;
  }

  private List<CelRule> rules(Schema schema, boolean root) {
    return compiled.computeIfAbsent(
        schema,
        s -> {
          List<CelRule> rules = new ArrayList<>();
          for (JsonNode rule : s.rules()) {
            try {
              rules.add(compiler.compile(rule, s, root));
            } catch (CelCompiler.RuleException e) {
              // refused when the definition was created
            }
          }
          return rules;
        });
  }

  /** What is wrong with one rule, if it does not compile. */
  public Optional<String> problem(JsonNode rule, Schema schema, boolean root) {
    try {
      compiler.compile(rule, schema, root);
      return Optional.empty();
    } catch (CelCompiler.RuleException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
