package dev.mesos.operator.validate;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.coordination.InvalidAddressException;
import dev.mesos.coordination.ServerAddress;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.Access;
import dev.mesos.crds.DeletionPolicy;
import dev.mesos.crds.ExternalZooKeeper;
import dev.mesos.crds.MastersSpec;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterSpec;
import dev.mesos.crds.Reason;
import dev.mesos.crds.SlavesSpec;
import dev.mesos.crds.VolumeSpec;
import dev.mesos.crds.ZooKeeperSpec;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster.External;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import dev.mesos.operator.validate.ValidatedCluster.Masters;
import dev.mesos.operator.validate.ValidatedCluster.Slaves;
import dev.mesos.operator.validate.ValidatedCluster.Volume;
import dev.mesos.operator.validate.ValidatedCluster.ZooKeeper;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills in defaults and checks. The API server has refused most bad values already, by the CRD;
 * what is checked here is what a schema cannot say, and what would otherwise fail later and less
 * clearly. Pure and thread-safe.
 */
public final class Validator {
  private static final Duration SHORTEST_SESSION = Duration.ofSeconds(2);
  private static final Duration LONGEST_SESSION = Duration.ofSeconds(60);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(60);
  private static final String DEFAULT_VOLUME = "2Gi";

  private final PodDefaults pods;

  public Validator(Images images) {
    this.pods = new PodDefaults(images);
  }

  /** Which cluster the resource is about. */
  public static ClusterId id(MesosCluster resource) {
    var metadata = resource.getMetadata();
    return new ClusterId(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  public Validation validate(MesosCluster resource) {
    try {
      return new Validation.Valid(cluster(resource));
    } catch (InvalidSpec e) {
      return new Validation.Refused(
          Reason.InvalidSpec, requireNonNullElse(e.getMessage(), "invalid spec"));
    }
  }

  private ValidatedCluster cluster(MesosCluster resource) {
    ClusterId id = id(resource);
    MesosClusterSpec spec = requireNonNullElse(resource.getSpec(), new MesosClusterSpec());
    ZooKeeperSpec zookeeper = requireNonNullElse(spec.getZookeeper(), new ZooKeeperSpec());
    ZooKeeper ensemble = zookeeper(zookeeper);
    return new ValidatedCluster(
        id,
        requireNonNullElse(resource.getMetadata().getGeneration(), 0L),
        Boolean.TRUE.equals(spec.getPaused()),
        requireNonNullElse(spec.getDeletionPolicy(), DeletionPolicy.Delete),
        ensemble,
        url(id, ensemble, zookeeper),
        requireNonNullElse(zookeeper.getAccess(), Access.Digest),
        sessionTimeout(requireNonNullElse(zookeeper.getSessionTimeout(), "10s")),
        masters(requireNonNullElse(spec.getMasters(), new MastersSpec())),
        slaves(requireNonNullElse(spec.getSlaves(), new SlavesSpec())));
  }

  private ZooKeeper zookeeper(ZooKeeperSpec spec) {
    ExternalZooKeeper external = spec.getExternal();
    if (external != null) {
      return new External(
          Optional.ofNullable(external.getCredentialsSecret()),
          Optional.ofNullable(external.getTickTime()).map(Validator::tickTime));
    }
    int replicas = requireNonNullElse(spec.getReplicas(), 3);
    if (replicas < 1 || replicas % 2 == 0) {
      throw new InvalidSpec("zookeeper.replicas: " + replicas + "; write 1, 3, 5 or 7");
    }
    return new Managed(
        replicas,
        volume("zookeeper.storage", requireNonNullElse(spec.getStorage(), new VolumeSpec())),
        pods.settings(
            Component.ZOOKEEPER, spec.getImage(), spec.getResources(), spec.getPodTemplate()));
  }

  private static ZooKeeperUrl url(ClusterId id, ZooKeeper ensemble, ZooKeeperSpec spec) {
    String path = requireNonNullElse(spec.getPath(), "/" + id.namespace() + "/" + id.name());
    if (ensemble instanceof Managed managed) {
      return new ZooKeeperUrl(
          Names.hosts(id, Component.ZOOKEEPER, managed.replicas()).stream()
              .map(host -> new ServerAddress(host, Names.ZOOKEEPER_PORT))
              .toList(),
          path,
          Optional.empty());
    }
    ExternalZooKeeper external = spec.getExternal();
    String servers = external == null ? null : external.getServers();
    try {
      return ZooKeeperUrl.parse("zk://" + requireNonNullElse(servers, "") + path)
          .withoutCredentials();
    } catch (InvalidAddressException e) {
      throw new InvalidSpec("zookeeper.external.servers: " + e.getMessage());
    }
  }

  private Masters masters(MastersSpec spec) {
    return new Masters(
        requireNonNullElse(spec.getReplicas(), 3),
        pods.settings(
            Component.MASTER, spec.getImage(), spec.getResources(), spec.getPodTemplate()),
        sorted(spec.getFlags()));
  }

  private Slaves slaves(SlavesSpec spec) {
    return new Slaves(
        requireNonNullElse(spec.getReplicas(), 2),
        pods.settings(Component.SLAVE, spec.getImage(), spec.getResources(), spec.getPodTemplate()),
        sorted(spec.getFlags()),
        SlaveNotation.attributes(sorted(spec.getAttributes())),
        SlaveNotation.offers(spec.getOffers()),
        Optional.ofNullable(spec.getStorage()).map(v -> volume("slaves.storage", v)));
  }

  private static Volume volume(String field, VolumeSpec spec) {
    Quantity size = requireNonNullElse(spec.getSize(), new Quantity(DEFAULT_VOLUME));
    return new Volume(
        Quantities.canonical(field + ".size", size).toString(),
        Optional.ofNullable(spec.getStorageClassName()));
  }

  private static Duration sessionTimeout(String text) {
    Duration timeout = Durations.parse("zookeeper.sessionTimeout", text);
    if (timeout.compareTo(SHORTEST_SESSION) < 0 || timeout.compareTo(LONGEST_SESSION) > 0) {
      throw new InvalidSpec("zookeeper.sessionTimeout: " + text + "; write 2s to 60s");
    }
    return timeout;
  }

  private static Duration tickTime(String text) {
    Duration tick = Durations.parse("zookeeper.external.tickTime", text);
    if (tick.compareTo(SHORTEST_TICK) < 0 || tick.compareTo(LONGEST_TICK) > 0) {
      throw new InvalidSpec("zookeeper.external.tickTime: " + text + "; write 10ms to 60s");
    }
    return tick;
  }

  private static Map<String, String> sorted(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : new TreeMap<>(map);
  }
}
