package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.Registry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Set;

/**
 * {@code pods/NAME:PORT/proxy/...} and {@code services/NAME:PORT/proxy/...}: plain HTTP through the
 * API server. Redirects go back to the client as they are.
 */
final class ProxySubresource implements Subresource {
  private static final GroupResource SLICES =
      new GroupResource("discovery.k8s.io", "endpointslices");
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "host", "transfer-encoding", "upgrade", "keep-alive", "authorization");

  private final Registry registry;
  private final HttpClient client;

  ProxySubresource(Vertx vertx, Registry registry) {
    this.registry = registry;
    this.client = vertx.createHttpClient();
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void stream(Call call, HttpServerRequest request) {
    String[] target = call.path().name().split(":");
    String name = target.length == 3 ? target[1] : target[0];
    String port = target.length == 1 ? "" : target[target.length - 1];
    SocketAddress address =
        call.type().plural().equals("pods")
            ? pod(call.type(), call.path().namespace(), name, port)
            : service(call.type(), call.path().namespace(), name, port);
    request.pause();
    RequestOptions options =
        new RequestOptions()
            .setServer(address)
            .setHost(address.host())
            .setPort(address.port())
            .setMethod(request.method())
            .setURI(uri(request));
    client
        .request(options)
        .onSuccess(outgoing -> forward(request, outgoing))
        .onFailure(e -> fail(request, e));
  }

  private SocketAddress pod(ResourceType type, String namespace, String name, String port) {
    ObjectNode pod = registry.get(type, namespace, name);
    String ip = Json.text(pod, "status", "podIP");
    if (ip.isEmpty()) {
      throw ApiException.of(
          503, "ServiceUnavailable", "address not allowed: the pod has no IP yet");
    }
    JsonNode containers = pod.path("spec").path("containers");
    int number = containers.path(0).path("ports").path(0).path("containerPort").asInt(80);
    for (JsonNode container : containers) {
      for (JsonNode each : container.path("ports")) {
        if (Json.text(each, "name").equals(port)) {
          number = each.path("containerPort").asInt();
        }
      }
    }
    return SocketAddress.inetSocketAddress(isNumber(port) ? Integer.parseInt(port) : number, ip);
  }

  private SocketAddress service(ResourceType type, String namespace, String name, String port) {
    ObjectNode service = registry.get(type, namespace, name);
    String portName = portName(service, port);
    for (ObjectNode slice : registry.store().list(SLICES, namespace).objects()) {
      if (!Json.text(slice, "metadata", "labels", "kubernetes.io/service-name").equals(name)) {
        continue;
      }
      for (JsonNode each : slice.path("ports")) {
        String ip = readyAddress(slice);
        if (Json.text(each, "name").equals(portName) && !ip.isEmpty()) {
          return SocketAddress.inetSocketAddress(each.path("port").asInt(), ip);
        }
      }
    }
    throw ApiException.of(
        503, "ServiceUnavailable", "no endpoints available for service \"" + name + "\"");
  }

  private static String portName(ObjectNode service, String port) {
    JsonNode ports = service.path("spec").path("ports");
    for (JsonNode each : ports) {
      if (port.isEmpty()
          || Json.text(each, "name").equals(port)
          || each.path("port").asText().equals(port)) {
        return Json.text(each, "name");
      }
    }
    throw ApiException.of(
        503,
        "ServiceUnavailable",
        "no service port " + port + " found for service \"" + Json.name(service) + "\"");
  }

  private static String readyAddress(ObjectNode slice) {
    for (JsonNode endpoint : slice.path("endpoints")) {
      if (endpoint.path("conditions").path("ready").asBoolean(true)) {
        return endpoint.path("addresses").path(0).asText();
      }
    }
    return "";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }

  private static String uri(HttpServerRequest request) {
    String uri = request.uri();
    int at = uri.indexOf("/proxy");
    String rest = uri.substring(at + "/proxy".length());
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static void forward(HttpServerRequest request, HttpClientRequest outgoing) {
    copyHeaders(request.headers(), outgoing.headers());
    request
        .body()
        .compose(body -> outgoing.send(body))
        .onSuccess(answer -> answer(request, answer))
        .onFailure(e -> fail(request, e));
    request.resume();
  }

  private static void answer(HttpServerRequest request, HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.statusCode());
    copyHeaders(answer.headers(), response.headers());
    if (answer.getHeader("Content-Length") == null) {
      response.setChunked(true);
    }
    response.closeHandler(gone -> answer.request().reset());
    answer.pipeTo(response);
  }

  private static void copyHeaders(MultiMap from, MultiMap to) {
    from.forEach(header -> {
      if (!HOP_BY_HOP.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        to.add(header.getKey(), header.getValue());
      }
    });
  }

  private static void fail(HttpServerRequest request, Throwable why) {
    if (!request.response().headWritten()) {
      String message = "error trying to reach service: " + why.getMessage();
      Router.send(request, Reply.of(ApiException.of(503, "ServiceUnavailable", message)));
    }
  }
}
