package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.ApiException.Cause;
import java.util.Collection;
import java.util.stream.Collectors;

/** The path of a field, as errors name it, and the errors about it in Kubernetes' own words. */
public record FieldPath(String text) {
  public static final FieldPath ROOT = new FieldPath("");

  public FieldPath child(String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  public FieldPath key(String name) {
    return new FieldPath(text + "[" + name + "]");
  }

  public FieldPath index(int i) {
    return new FieldPath(text + "[" + i + "]");
  }

  public Cause required(String detail) {
    return cause("FieldValueRequired", "Required value" + (detail.isEmpty() ? "" : ": " + detail));
  }

  public Cause invalid(JsonNode value, String detail) {
    return cause("FieldValueInvalid", "Invalid value: " + show(value) + ": " + detail);
  }

  /** An error about a value that is too large to be shown. */
  public Cause invalid(String detail) {
    return cause("FieldValueInvalid", "Invalid value: " + detail);
  }

  public Cause wrongType(String actual, String detail) {
    return cause("FieldValueTypeInvalid", "Invalid value: \"" + actual + "\": " + detail);
  }

  public Cause notSupported(JsonNode value, Collection<String> supported) {
    String all = supported.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", "));
    return cause(
        "FieldValueNotSupported",
        "Unsupported value: " + show(value) + ": supported values: " + all);
  }

  public Cause duplicate(JsonNode value) {
    return cause("FieldValueDuplicate", "Duplicate value: " + show(value));
  }

  public Cause forbidden(String detail) {
    return cause("FieldValueForbidden", "Forbidden: " + detail);
  }

  public Cause tooLong(int max) {
    return cause("FieldValueTooLong", "Too long: may not be more than " + max + " bytes");
  }

  public Cause tooMany(int actual, int max) {
    return cause(
        "FieldValueTooMany", "Too many: " + actual + ": must have at most " + max + " items");
  }

  public Cause cause(String reason, String message) {
    return new Cause(reason, message, text.isEmpty() ? "<nil>" : text);
  }

  private static String show(JsonNode value) {
    return value.toString();
  }
}
