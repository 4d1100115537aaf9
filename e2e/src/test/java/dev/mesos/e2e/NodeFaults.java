package dev.mesos.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Faults of whole nodes, on a backend that can bring them about. Thread-safe. */
interface NodeFaults {

  /** What happens to a node, and what ends it. */
  enum Kind {
    /** Power loss: every process on the node is gone at once. */
    CRASH("crash", "start"),

    /** All processes of the node stop in their tracks and go on later, as if nothing had been. */
    FREEZE("freeze", "thaw"),

    /** The node's network cable is pulled: its processes go on and reach nobody. */
    CUT("cut", "join");

    private final String begin;
    private final String end;

    Kind(String begin, String end) {
      this.begin = begin;
      this.end = end;
    }

    String begin() {
      return begin;
    }

    String end() {
      return end;
    }
  }

  /** Skips the test on a backend that cannot. */
  static void assumeBroughtAboutBy(Backend backend) {
    assumeThat(backend.nodeFaults())
        .as(
            "%s brings about no faults of nodes: E2E_NODE_FAULTS has to name a command that does",
            backend.name())
        .isPresent();
  }

  /** The nodes with the operator or the DNS of all clusters, which have to stay. */
  static Set<String> sharedNodes(KubernetesClient client) {
    List<Pod> dns =
        client.pods().inNamespace("kube-system").withLabel("k8s-app", "kube-dns").list().getItems();
    return Stream.concat(new Operator(client).pods().stream(), dns.stream())
        .map(pod -> pod.getSpec().getNodeName())
        .collect(Collectors.toSet());
  }

  /** Brings a fault about. It lasts until it is closed, which must happen whatever else fails. */
  Fault begin(Kind kind, String node);

  /** A fault that has been brought about. */
  interface Fault extends AutoCloseable {

    /** Ends it; does nothing the second time. */
    @Override
    void close();
  }
}
