package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Optional;

/**
 * A Kubernetes on which the scenarios run, with the operator installed on it.
 *
 * <p>What differs between one Kubernetes and the next stands here; everything else goes through
 * {@link #client()}. Thread-safe.
 */
interface Backend extends AutoCloseable {

  /** The signals that end a daemon: asking it to go, or ending it on the spot. */
  enum Signal {
    TERM(15),
    KILL(9),
    /** Stops a process in its tracks. */
    STOP(19),
    /** Lets it go on. */
    CONT(18);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    /** By Linux's count. */
    int number() {
      return number;
    }
  }

  /** How people call it, for messages. */
  String name();

  /** A client with the rights of an administrator. It lives as long as the backend. */
  KubernetesClient client();

  /**
   * Opens a way to a TCP port of a pod. Closing the endpoint ends it.
   *
   * @throws IOException if the pod cannot be reached
   */
  default Endpoint connect(String namespace, String pod, int port) throws IOException {
    return Endpoint.forward(client(), namespace, pod, port);
  }

  /**
   * Sends a signal to the main process of a pod's container and returns once it was sent.
   * Kubernetes learns of it only by seeing the process end.
   *
   * @return {@link System#nanoTime} just before
   */
  long signal(Pod pod, Signal signal) throws IOException;

  /** Faults of whole nodes, if they can be brought about here. */
  default Optional<NodeFaults> nodeFaults() {
    return Optional.empty();
  }

  @Override
  void close();
}
