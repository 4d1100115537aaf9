package dev.mesos.local.api;

import dev.mesos.local.api.http.HttpServers;
import dev.mesos.local.api.registry.Cluster;
import java.net.URI;

/**
 * A small Kubernetes API server on 127.0.0.1, plain HTTP, all in memory. It ends with {@link
 * #close}, and nothing of it stays.
 */
public final class ApiServer implements AutoCloseable {
  private final Cluster cluster;
  private final HttpServers http;

  private ApiServer(Cluster cluster, HttpServers http) {
    this.cluster = cluster;
    this.http = http;
  }

  /**
   * Starts a server.
   *
   * @param port the port on 127.0.0.1; 0 for any free one
   * @throws IllegalStateException if it cannot listen there
   */
  public static ApiServer start(int port) {
    Cluster cluster = Cluster.start();
    try {
      return new ApiServer(cluster, HttpServers.start(cluster, port));
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Where it listens, without a trailing slash. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /** Says who has the pods: before that, logs, exec and port forwarding are refused. */
  public void attach(PodAccess pods) {
    http.attach(pods);
  }

  @Override
  public void close() {
    http.close();
    cluster.close();
  }
}
