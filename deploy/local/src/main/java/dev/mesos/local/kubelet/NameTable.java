package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The cluster's DNS as lines of a hosts file: every service name with the addresses of its ready
 * endpoints, and under a headless service every pod's own name.
 *
 * <p>Immutable.
 */
final class NameTable {

  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String DOMAIN = "svc.cluster.local";

  /** A name {@code host.namespace} (host may have several parts) and its address. */
  private record Entry(String address, String host, String namespace) {
    boolean ofService() {
      return host.indexOf('.') < 0;
    }
  }

  private final List<Entry> entries;

  private NameTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static NameTable empty() {
    return new NameTable(List.of());
  }

  static NameTable of(Collection<EndpointSlice> slices) {
    List<Entry> entries = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      Map<String, String> labels = slice.getMetadata().getLabels();
      String service = labels == null ? null : labels.get(SERVICE_NAME);
      if (service == null || slice.getEndpoints() == null) {
        continue;
      }
      for (Endpoint endpoint : slice.getEndpoints()) {
        if (ready(endpoint)) {
          addAll(entries, endpoint, service, slice.getMetadata().getNamespace());
        }
      }
    }
    // the order of watches must not make a difference; pods' own names first, since a reverse
    // look-up takes the first match
    entries.sort(
        Comparator.comparing(Entry::ofService)
            .thenComparing(Entry::namespace)
            .thenComparing(Entry::host)
            .thenComparing(Entry::address));
    return new NameTable(entries);
  }

  /** All lines as seen from a namespace: its own names also in their short form. */
  String render(String namespace) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(line(entry.address(), entry.host(), entry.namespace(), namespace));
    }
    return text.toString();
  }

  /** One line with all forms of a name. */
  static String line(String address, String host, String namespace, String seenFrom) {
    String qualified = host + "." + namespace;
    String shortest = namespace.equals(seenFrom) ? " " + host : "";
    return "%s %s.%s %s.svc %s%s%n"
        .formatted(address, qualified, DOMAIN, qualified, qualified, shortest);
  }

  private static void addAll(
      List<Entry> entries, Endpoint endpoint, String service, String namespace) {
    for (String address : endpoint.getAddresses()) {
      if (endpoint.getHostname() != null && !endpoint.getHostname().isEmpty()) {
        entries.add(new Entry(address, endpoint.getHostname() + "." + service, namespace));
      }
      entries.add(new Entry(address, service, namespace));
    }
  }

  private static boolean ready(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }
}
