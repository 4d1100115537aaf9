package dev.mesos.local.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server asks of the kubelet for the pod subresources {@code log}, {@code exec},
 * {@code portforward} and {@code proxy}.
 *
 * <p>Implementations are thread-safe. A pod or container that the kubelet does not run is a {@link
 * PodNotFoundException} (HTTP 404); a container that has not run yet, or has no previous instance,
 * is a {@link PodNotReadyException} (HTTP 400).
 */
public interface PodAccess {

  /**
   * Opens a container's log.
   *
   * @return the log's bytes; with {@link LogOptions#follow} reading blocks for more until the
   *     container instance has ended. The caller closes it.
   */
  InputStream logs(String namespace, String pod, LogOptions options) throws IOException;

  /**
   * Starts a program in the environment and working folder of a running container.
   *
   * @param container the container's name, or null for the pod's first one
   * @return the running process with its three streams piped
   */
  Process exec(String namespace, String pod, @Nullable String container, List<String> command)
      throws IOException;

  /** Where a port of the pod is reached from this machine: the pod's own address. */
  InetSocketAddress address(String namespace, String pod, int port) throws IOException;

  /**
   * What part of which log.
   *
   * @param container the container's name, or null for the pod's first one
   * @param previous the instance before the last restart
   * @param follow go on while the container runs
   * @param tailLines only the last lines, or null for all
   * @param limitBytes at most so many bytes, or null for all
   */
  record LogOptions(
      @Nullable String container,
      boolean previous,
      boolean follow,
      @Nullable Integer tailLines,
      @Nullable Long limitBytes) {}

  /** The kubelet runs no such pod, or the pod has no such container. */
  final class PodNotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public PodNotFoundException(String message) {
      super(message);
    }
  }

  /** The pod is known, but not yet (or no longer) in a state that allows it. */
  final class PodNotReadyException extends IOException {
    private static final long serialVersionUID = 1L;

    public PodNotReadyException(String message) {
      super(message);
    }
  }
}
