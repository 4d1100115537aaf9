package dev.mesos.local.api.http;

import dev.mesos.local.api.PodAccess;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * {@code pods/portforward} over a websocket: one port a connection, data on channel 0 and errors on
 * channel 1, as Fabric8 speaks it; and SPDY in a websocket, as kubectl does.
 */
final class PortForwardSubresource implements Subresource {
  static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
  private static final byte DATA = 0;
  private static final byte ERROR = 1;

  private final Vertx vertx;
  private final Pods pods;
  private final NetClient client;

  PortForwardSubresource(Vertx vertx, Pods pods) {
    this.vertx = vertx;
    this.pods = pods;
    this.client = vertx.createNetClient();
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void stream(Call call, HttpServerRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw ApiException.badRequest("port forwarding is served over websockets only");
    }
    if (!Json.text(pods.pod(call), "status", "phase").equals("Running")) {
      throw ApiException.badRequest(
          "unable to forward port because pod is not running: " + call.path().name());
    }
    pods.access();
    request
        .toWebSocket()
        .onSuccess(socket -> {
          if (TUNNEL.equals(socket.subProtocol())) {
            new SpdyTunnel(socket, port -> connect(call, port)).start();
          } else {
            channels(call, socket);
          }
        });
  }

  /** A connection to a port of the pod. */
  private Future<NetSocket> connect(Call call, int port) {
    PodAccess access = pods.access();
    return vertx
        .executeBlocking(() -> address(access, call, port), false)
        .compose(address -> connect(Objects.requireNonNull(address)));
  }

  private Future<NetSocket> connect(InetSocketAddress address) {
    return client.connect(address.getPort(), address.getHostString());
  }

  private static InetSocketAddress address(PodAccess access, Call call, int port)
      throws IOException {
    return access.address(call.path().namespace(), call.path().name(), port);
  }

  private void channels(Call call, ServerWebSocket socket) {
    int port = Math.toIntExact(call.query().number("ports", 0));
    for (byte channel : new byte[] {DATA, ERROR}) {
      socket.writeBinaryMessage(Buffer.buffer().appendByte(channel).appendUnsignedShortLE(port));
    }
    socket.pause();
    connect(call, port)
        .onSuccess(target -> join(socket, target))
        .onFailure(e -> {
          socket.writeBinaryMessage(
              Buffer.buffer().appendByte(ERROR).appendString(String.valueOf(e.getMessage())));
          socket.close();
        });
  }

  private static void join(ServerWebSocket socket, NetSocket target) {
    target.handler(data -> {
      socket.writeBinaryMessage(Buffer.buffer().appendByte(DATA).appendBuffer(data));
      if (socket.writeQueueFull()) {
        target.pause();
        socket.drainHandler(ready -> target.resume());
      }
    });
    target.closeHandler(gone -> socket.close());
    socket.binaryMessageHandler(message -> {
      if (message.length() > 1 && message.getByte(0) == DATA) {
        target.write(message.slice(1, message.length()));
        if (target.writeQueueFull()) {
          socket.pause();
          target.drainHandler(ready -> socket.resume());
        }
      }
    });
    socket.closeHandler(gone -> target.close());
    socket.resume();
  }
}
