package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.discovery.Discovery;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.ResourceTypes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request to the part that answers it. */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz", "/livez");

  private final Vertx vertx;
  private final ResourceTypes types;
  private final Discovery discovery;
  private final ResourceHandler resources;
  private final WatchHandler watches;
  private final Map<String, Subresource> subresources;
  private final ProtobufReader protobuf;

  Router(
      Vertx vertx,
      ResourceTypes types,
      Discovery discovery,
      ResourceHandler resources,
      WatchHandler watches,
      Map<String, Subresource> subresources,
      ProtobufReader protobuf) {
    this.vertx = vertx;
    this.types = types;
    this.discovery = discovery;
    this.resources = resources;
    this.watches = watches;
    this.subresources = subresources;
    this.protobuf = protobuf;
  }

  public void handle(HttpServerRequest request) {
    Query query = new Query(request.params());
    boolean watch = request.method().equals(HttpMethod.GET) && query.is("watch");
    if (watch) {
      try {
        watch(call(request, query, header(request, "Content-Type"), ""), request);
      } catch (ApiException e) {
        send(request, Reply.of(e));
      }
      return;
    }
    Optional<Subresource> streaming = streaming(request);
    if (streaming.isPresent()) {
      try {
        streaming.get().stream(call(request, query, header(request, "Content-Type"), ""), request);
      } catch (ApiException e) {
        send(request, Reply.of(e));
      }
      return;
    }
    request
        .body()
        .compose(body -> vertx.executeBlocking(() -> answer(request, query, body), false))
        .onSuccess(reply -> send(request, reply))
        .onFailure(e -> {
          LOG.warn("request {} {} failed", request.method(), request.uri(), e);
          send(request, Reply.of(ApiException.internal(String.valueOf(e.getMessage()))));
        });
  }

  private void watch(Call call, HttpServerRequest request) {
    boolean socket = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    if (socket) {
      request.toWebSocket().onSuccess(open -> watches.overWebSocket(call, open));
    } else {
      watches.overHttp(call, request);
    }
  }

  private Optional<Subresource> streaming(HttpServerRequest request) {
    return RequestPath.parse(path(request))
        .map(path -> subresources.get(path.subresource()))
        .filter(Subresource::streams);
  }

  private Reply answer(HttpServerRequest request, Query query, Buffer body) {
    try {
      if (HEALTH.contains(path(request)) || path(request).startsWith("/livez/")) {
        return new Reply(200, TextNode.valueOf("ok"), "text/plain", List.of());
      }
      String accept = header(request, "Accept");
      Optional<JsonNode> known =
          request.method().equals(HttpMethod.GET)
              ? discovery.answer(path(request), accept)
              : Optional.empty();
      if (path(request).equals("/openapi/v2") && accept.contains("protobuf")) {
        return OpenApiProtobuf.EMPTY;
      }
      if (known.isPresent()) {
        return new Reply(200, known.get(), discovery.contentType(path(request), accept), List.of());
      }
      String contentType = header(request, "Content-Type");
      String text = body.toString();
      if (Body.mediaType(contentType).equals(ProtobufReader.MEDIA_TYPE)) {
        contentType = "application/json";
        text = body.length() == 0 ? "" : protobuf.read(body.getBytes()).toString();
      }
      Optional<Reply> review = Reviews.answer(request.method(), path(request), contentType, text);
      if (review.isPresent()) {
        return review.get();
      }
      Call call = call(request, query, contentType, text);
      Subresource special = subresources.get(call.path().subresource());
      return special == null ? resources.handle(call) : special.answer(call);
    } catch (ApiException e) {
      return Reply.of(e);
    }
  }

  private Call call(HttpServerRequest request, Query query, String contentType, String body) {
    RequestPath path = RequestPath.parse(path(request)).orElseThrow(ApiException::noSuchPath);
    ResourceType type =
        types
            .find(path.group(), path.version(), path.resource())
            .filter(found -> path.subresource().isEmpty() || found.has(path.subresource()))
            .filter(found -> found.namespaced() || path.namespace().isEmpty())
            .orElseThrow(ApiException::noSuchPath);
    if (type.namespaced() && path.namespace().isEmpty() && !path.name().isEmpty()) {
      throw ApiException.noSuchPath();
    }
    return new Call(
        request.method(),
        path,
        type,
        query,
        header(request, "Accept"),
        contentType,
        header(request, "User-Agent"),
        body);
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "/" : path;
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  static void send(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.code()).putHeader("Content-Type", reply.contentType());
    response.putHeader("Cache-Control", "no-cache, private");
    for (String warning : reply.warnings()) {
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
      response.headers().add("Warning", "299 - \"" + quoted + "\"");
    }
    response.end(reply.body().isTextual() ? reply.body().asText() : reply.body().toString() + "\n");
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} {} code={} {}",
          request.method(),
          request.uri(),
          reply.code(),
          reply.code() < 400 ? "" : Json.text(reply.body(), "message"));
    }
  }
}
