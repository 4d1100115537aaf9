package dev.mesos.local.api.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** A refusal, as the {@code Status} object that the client gets. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One field that is wrong; {@code reason} is a {@code FieldValue...} word. */
  public record Cause(String reason, String message, String field) {}

  private final int code;
  private final transient ObjectNode status;

  private ApiException(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    status.put("code", code);
  }

  public int code() {
    return code;
  }

  public String reason() {
    return Json.text(status, "reason");
  }

  public ObjectNode status() {
    return status.deepCopy();
  }

  private ApiException about(ResourceType type, String name) {
    ObjectNode details = Json.ensure(status, "details");
    details.put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural());
    return this;
  }

  private ApiException causes(List<Cause> causes) {
    ArrayNode array = Json.ensure(status, "details").putArray("causes");
    for (Cause cause : causes) {
      array
          .addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
    return this;
  }

  public static ApiException of(int code, String reason, String message) {
    return new ApiException(code, reason, message);
  }

  public static ApiException notFound(ResourceType type, String name) {
    return new ApiException(404, "NotFound", type.qualifiedName() + " \"" + name + "\" not found")
        .about(type, name);
  }

  public static ApiException noSuchPath() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(
            409, "AlreadyExists", type.qualifiedName() + " \"" + name + "\" already exists")
        .about(type, name);
  }

  public static ApiException conflict(ResourceType type, String name, String why) {
    return new ApiException(
            409,
            "Conflict",
            "Operation cannot be fulfilled on "
                + type.qualifiedName()
                + " \""
                + name
                + "\": "
                + why)
        .about(type, name);
  }

  public static ApiException modified(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** Server-side apply would take fields that others own. */
  public static ApiException applyConflict(String message, List<Cause> causes) {
    return new ApiException(409, "Conflict", message).causes(causes);
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  public static ApiException forbidden(ResourceType type, String name, String why) {
    return new ApiException(
            403, "Forbidden", type.qualifiedName() + " \"" + name + "\" is forbidden: " + why)
        .about(type, name);
  }

  public static ApiException gone(String message) {
    return new ApiException(410, "Expired", message);
  }

  public static ApiException tooManyRequests(String message, List<Cause> causes) {
    return new ApiException(429, "TooManyRequests", message).causes(causes);
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiException unsupportedMediaType(String supported) {
    return new ApiException(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + supported);
  }

  public static ApiException internal(String message) {
    return new ApiException(500, "InternalError", "Internal error occurred: " + message);
  }

  /** The object breaks its schema or its rules: one cause for each error, in the order found. */
  public static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
    String all =
        causes.stream()
            .map(c -> c.field().isEmpty() ? c.message() : c.field() + ": " + c.message())
            .distinct()
            .collect(Collectors.joining(", "));
    String message =
        type.qualifiedKind()
            + " \""
            + name
            + "\" is invalid: "
            + (causes.size() > 1 ? "[" + all + "]" : all);
    ApiException e = new ApiException(422, "Invalid", message).about(type, name).causes(causes);
    // the real server names the kind, not the plural, for invalid objects
    Json.ensure(e.status, "details").put("kind", type.kind());
    return e;
  }
}
