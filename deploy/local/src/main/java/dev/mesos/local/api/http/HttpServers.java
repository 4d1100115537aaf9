package dev.mesos.local.api.http;

import dev.mesos.local.api.PodAccess;
import dev.mesos.local.api.discovery.Discovery;
import dev.mesos.local.api.registry.Cluster;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The listening side of the API server. */
public final class HttpServers implements AutoCloseable {
  private static final int LONGEST_HEADER = 64 * 1024;

  private static final List<String> SUBPROTOCOLS =
      List.of("v5.channel.k8s.io", "v4.channel.k8s.io", PortForwardSubresource.TUNNEL);

  private final Vertx vertx;
  private final HttpServer server;
  private final Pods pods;

  private HttpServers(Vertx vertx, HttpServer server, Pods pods) {
    this.pods = pods;
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @throws IllegalStateException if the port is taken
   */
  public static HttpServers start(Cluster cluster, int port) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    Presenters presenters = new Presenters();
    Patches patches = new Patches();
    Pods pods = new Pods(cluster.registry());
    Router router =
        new Router(
            vertx,
            cluster.types(),
            new Discovery(cluster.types(), cluster.schemas()),
            new ResourceHandler(cluster.registry(), patches, presenters),
            new WatchHandler(vertx, cluster.registry().store(), presenters),
            Map.of(
                "scale", new ScaleSubresource(cluster.registry(), patches),
                "binding", new PodBinding(cluster.registry()),
                "eviction", new EvictionSubresource(cluster.registry()),
                "log", new LogSubresource(vertx, pods),
                "exec", new ExecSubresource(vertx, pods),
                "portforward", new PortForwardSubresource(vertx, pods),
                "proxy", new ProxySubresource(vertx, cluster.registry())),
            new ProtobufReader(cluster.schemas()));
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMaxHeaderSize(LONGEST_HEADER)
            .setMaxInitialLineLength(LONGEST_HEADER)
            .setWebSocketSubProtocols(SUBPROTOCOLS)
            .setCompressionSupported(false);
    HttpServer server = vertx.createHttpServer(options).requestHandler(router::handle);
    try {
      server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new IllegalStateException("cannot listen on 127.0.0.1:" + port, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
    return new HttpServers(vertx, server, pods);
  }

  public int port() {
    return server.actualPort();
  }

  /** Says who has the pods' processes. */
  public void attach(PodAccess access) {
    pods.attach(access);
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // the process ends soon; there is nothing more to free
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
