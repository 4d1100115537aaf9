package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.DeleteOptions;
import dev.mesos.local.api.registry.Deletion;
import dev.mesos.local.api.registry.Registry;
import dev.mesos.local.api.registry.Versions;
import dev.mesos.local.api.registry.WriteOptions;
import dev.mesos.local.api.store.Snapshot;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Create, read, update, patch and delete, of objects and of collections. */
final class ResourceHandler {
  private static final Set<String> RETURN_DELETED =
      Set.of("pods", "services", "serviceaccounts", "persistentvolumeclaims", "persistentvolumes");

  private final Registry registry;
  private final Patches patches;
  private final Presenters presenters;

  ResourceHandler(Registry registry, Patches patches, Presenters presenters) {
    this.registry = registry;
    this.patches = patches;
    this.presenters = presenters;
  }

  Reply handle(Call call) {
    String method = call.method().name();
    if (call.path().name().isEmpty()) {
      return switch (method) {
        case "GET" -> list(call);
        case "POST" -> create(call);
        case "DELETE" -> deleteCollection(call);
        default -> throw ApiException.methodNotAllowed();
      };
    }
    if (call.method().equals(HttpMethod.DELETE) && call.path().subresource().isEmpty()) {
      return delete(call);
    }
    return switch (method) {
      case "GET" -> Reply.of(200, presenters.of(call).one(read(call)));
      case "PUT" -> replace(call);
      case "PATCH" -> patch(call);
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private ObjectNode read(Call call) {
    return registry.get(call.type(), call.path().namespace(), call.path().name());
  }

  private Reply list(Call call) {
    Query query = call.query();
    Snapshot all = registry.list(call.type(), call.path().namespace());
    Predicate<JsonNode> selected = call.selection();
    List<ObjectNode> found = all.objects().stream().filter(selected).toList();
    Page page = Page.of(found, all.revision(), query.number("limit", 0), query.get("continue"));
    return Reply.of(200, presenters.of(call).list(page.objects(), page.metadata()));
  }

  private Reply create(Call call) {
    ObjectNode sent = expectKind(call.type(), Body.readObject(call.contentType(), call.body()));
    String namespace = call.path().namespace();
    if (call.type().namespaced() && namespace.isEmpty()) {
      throw ApiException.methodNotAllowed();
    }
    WriteOptions options = options(call);
    ObjectNode created =
        registry.create(call.type(), namespace, Versions.store(call.type(), sent), options);
    return Reply.of(201, presenters.of(call).one(created)).withWarnings(options.warnings());
  }

  private Reply replace(Call call) {
    ObjectNode sent = expectKind(call.type(), Body.readObject(call.contentType(), call.body()));
    if (!Json.name(sent).equals(call.path().name())) {
      throw ApiException.badRequest(
          "the name of the object ("
              + Json.name(sent)
              + ") does not match the name on the URL ("
              + call.path().name()
              + ")");
    }
    return write(call, current -> Versions.store(call.type(), sent));
  }

  private Reply patch(Call call) {
    String media = Body.mediaType(call.contentType());
    if (media.equals(Patches.APPLY)) {
      return apply(call);
    }
    return write(call, patches.reader(call.type(), media, call.body()));
  }

  private Reply write(Call call, java.util.function.UnaryOperator<ObjectNode> edit) {
    WriteOptions options = options(call);
    ObjectNode written =
        registry.update(
            call.type(),
            call.path().namespace(),
            call.path().name(),
            call.path().subresource(),
            options,
            edit);
    return Reply.of(200, presenters.of(call).one(written)).withWarnings(options.warnings());
  }

  private Reply apply(Call call) {
    ObjectNode sent = expectKind(call.type(), Body.readObject("application/yaml", call.body()));
    if (call.query().get("fieldManager").isEmpty()) {
      throw ApiException.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
    }
    if (Json.name(sent).isEmpty()) {
      Json.metadata(sent).put("name", call.path().name());
    }
    WriteOptions options = options(call);
    Registry.Written written =
        registry.apply(
            call.type(),
            call.path().namespace(),
            call.path().name(),
            call.path().subresource(),
            Versions.store(call.type(), sent),
            options);
    return Reply.of(written.created() ? 201 : 200, presenters.of(call).one(written.object()))
        .withWarnings(options.warnings());
  }

  private Reply delete(Call call) {
    ResourceType type = call.type();
    Deletion.Result result =
        registry.delete(type, call.path().namespace(), call.path().name(), deleteOptions(call));
    if (!result.gone() || RETURN_DELETED.contains(type.plural())) {
      return Reply.of(200, presenters.of(call).one(result.object()));
    }
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details").put("name", call.path().name());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", Json.uid(result.object()));
    return Reply.of(200, status);
  }

  private Reply deleteCollection(Call call) {
    DeleteOptions options = deleteOptions(call);
    Snapshot all = registry.list(call.type(), call.path().namespace());
    List<ObjectNode> deleted = new ArrayList<>();
    for (ObjectNode object : all.objects().stream().filter(call.selection()).toList()) {
      try {
        deleted.add(
            registry
                .delete(call.type(), Json.namespace(object), Json.name(object), options)
                .object());
      } catch (ApiException e) {
        if (e.code() != 404) {
          throw e;
        }
      }
    }
    return Reply.of(
        200,
        presenters
            .of(call)
            .list(deleted, Json.object().put("resourceVersion", Long.toString(all.revision()))));
  }

  private static DeleteOptions deleteOptions(Call call) {
    ObjectNode body =
        call.body().isBlank() ? Json.object() : Body.readObject(call.contentType(), call.body());
    Query query = call.query();
    if (query.has("gracePeriodSeconds")) {
      body.put("gracePeriodSeconds", query.number("gracePeriodSeconds", 0));
    }
    if (query.has("propagationPolicy")) {
      body.put("propagationPolicy", query.get("propagationPolicy"));
    }
    if (query.has("orphanDependents")) {
      body.put("orphanDependents", query.is("orphanDependents"));
    }
    return DeleteOptions.of(body, query.dryRun());
  }

  private static WriteOptions options(Call call) {
    String manager = call.query().get("fieldManager");
    String validation = call.query().get("fieldValidation");
    return new WriteOptions(
        manager.isEmpty() ? call.userAgentName() : manager,
        call.query().dryRun(),
        validation.isEmpty() ? "Warn" : validation,
        call.query().is("force"),
        new ArrayList<>());
  }

  private static ObjectNode expectKind(ResourceType type, ObjectNode sent) {
    String kind = Json.text(sent, "kind");
    String apiVersion = Json.text(sent, "apiVersion");
    if (kind.isEmpty() && !type.custom()) {
      sent.put("kind", type.kind());
    } else if (!kind.equals(type.kind())) {
      throw ApiException.badRequest(
          kind.isEmpty()
              ? "Object 'Kind' is missing in '" + sent + "'"
              : kind
                  + " in version \""
                  + type.version()
                  + "\" cannot be handled as a "
                  + type.kind());
    }
    if (apiVersion.isEmpty()) {
      sent.put("apiVersion", type.apiVersion());
    } else if (!apiVersion.equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    }
    return sent;
  }
}
