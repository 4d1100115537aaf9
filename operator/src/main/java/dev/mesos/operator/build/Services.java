package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.model.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Services of a cluster. */
final class Services {
  private static final int QUORUM_PORT = 2888;
  private static final int ELECTION_PORT = 3888;

  private Services() {}

  /**
   * A DNS name for each pod, from the moment it has an address: members of an ensemble and masters
   * have to find each other before they are ready.
   */
  static Service headless(ClusterId id, Component component) {
    return new ServiceBuilder()
        .withMetadata(Meta.of(id, component, Names.headless(id, component)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.selector(id, component))
        .withPorts(ports(component))
        .endSpec()
        .build();
  }

  /** One address for ZooKeeper's clients. */
  static Service zookeeperClient(ClusterId id) {
    ObjectMeta meta = Meta.of(id, Component.ZOOKEEPER, Names.of(id, Component.ZOOKEEPER));
    return service(
        meta,
        Labels.selector(id, Component.ZOOKEEPER),
        List.of(port("client", Names.ZOOKEEPER_PORT)));
  }

  /** The address of whoever leads. Selects by a label that only the leading pod has. */
  static Service leader(ClusterId id) {
    Map<String, String> selector = new TreeMap<>(Labels.selector(id, Component.MASTER));
    selector.put(Labels.ROLE, Labels.LEADER);
    return service(
        Meta.of(id, Component.MASTER, Names.leaderService(id)),
        selector,
        List.of(port("http", Names.MASTER_PORT)));
  }

  private static Service service(
      ObjectMeta meta, Map<String, String> selector, List<ServicePort> ports) {
    return new ServiceBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .withPorts(ports)
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(Component component) {
    return switch (component) {
      case ZOOKEEPER ->
          List.of(
              port("client", Names.ZOOKEEPER_PORT),
              port("quorum", QUORUM_PORT),
              port("election", ELECTION_PORT));
      case MASTER -> List.of(port("http", Names.MASTER_PORT));
      case SLAVE -> List.of(port("http", Names.SLAVE_PORT));
    };
  }

  private static ServicePort port(String name, int port) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(port))
        .build();
  }
}
