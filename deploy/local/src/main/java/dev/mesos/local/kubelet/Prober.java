package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Carries out one probe, blocking for at most its timeout. */
final class Prober {

  /**
   * What came of a probe.
   *
   * @param message why it failed, for the event
   */
  record Result(boolean success, String message) {
    static Result ok() {
      return new Result(true, "");
    }

    static Result failed(String message) {
      return new Result(false, message);
    }
  }

  /** Starts a program inside a container. */
  interface Exec {
    Process start(List<String> command) throws IOException;
  }

  private Prober() {}

  static Result probe(Probe probe, Container container, String podIp, Exec exec) {
    Duration timeout = Duration.ofSeconds(orDefault(probe.getTimeoutSeconds(), 1));
    try {
      if (probe.getHttpGet() != null) {
        return http(probe.getHttpGet(), container, podIp, timeout);
      }
      if (probe.getTcpSocket() != null) {
        return tcp(probe.getTcpSocket(), container, podIp, timeout);
      }
      if (probe.getExec() != null) {
        return exec(probe.getExec(), exec, timeout);
      }
      return Result.failed("this type of probe is not supported by the embedded cluster");
    } catch (IOException | IllegalArgumentException e) {
      return Result.failed(e.toString());
    }
  }

  static Result http(HTTPGetAction action, Container container, String podIp, Duration timeout)
      throws IOException {
    String host = action.getHost() == null ? podIp : action.getHost();
    String path = action.getPath() == null ? "/" : action.getPath();
    String scheme =
        action.getScheme() == null ? "http" : action.getScheme().toLowerCase(java.util.Locale.ROOT);
    int port = port(action.getPort(), container);
    URI uri =
        URI.create(scheme + "://" + host + ":" + port + (path.startsWith("/") ? path : "/" + path));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("User-Agent", "kube-probe/1.33");
    connection.setRequestProperty("Connection", "close");
    if (action.getHttpHeaders() != null) {
      for (HTTPHeader header : action.getHttpHeaders()) {
        connection.setRequestProperty(header.getName(), header.getValue());
      }
    }
    try {
      int code = connection.getResponseCode();
      return code >= 200 && code < 400
          ? Result.ok()
          : Result.failed("HTTP probe failed with statuscode: " + code);
    } finally {
      connection.disconnect();
    }
  }

  static Result exec(ExecAction action, Exec exec, Duration timeout) throws IOException {
    Process process = exec.start(action.getCommand());
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return Result.failed("command " + action.getCommand() + " timed out");
      }
      return process.exitValue() == 0
          ? Result.ok()
          : Result.failed("command exited with " + process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.failed("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** A port by number, or by the name that the container gives it. */
  static int port(IntOrString port, Container container) {
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    String name = port.getStrVal();
    List<ContainerPort> ports = container.getPorts() == null ? List.of() : container.getPorts();
    return ports.stream()
        .filter(p -> name.equals(p.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "container " + container.getName() + " has no port named " + name));
  }

  private static Result tcp(
      TCPSocketAction action, Container container, String podIp, Duration timeout)
      throws IOException {
    String host = action.getHost() == null ? podIp : action.getHost();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host, port(action.getPort(), container)), (int) timeout.toMillis());
      return Result.ok();
    }
  }

  private static int orDefault(@org.jspecify.annotations.Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
