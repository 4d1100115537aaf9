package dev.mesos.operator.build;

import dev.mesos.coordination.Credentials;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.External;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import dev.mesos.operator.validate.ValidatedCluster.Masters;
import dev.mesos.operator.validate.ValidatedCluster.Slaves;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The StatefulSets of masters and slaves. */
final class Daemons {
  private static final long MASTER_GRACE_SECONDS = 30;
  private static final long SLAVE_GRACE_SECONDS = 60;
  private static final String WORK = "work";
  private static final String WORK_PATH = "/var/lib/mesos";
  private static final String ZK = "zk";
  private static final String ZK_PATH = "/etc/mesos/zk";
  private static final String URL_FILE = "file://" + ZK_PATH + "/" + AccessObjects.URL;
  private static final int OWNER_AND_GROUP = 0440;
  private static final int EVERYBODY = 0444;

  private Daemons() {}

  static StatefulSet masters(ValidatedCluster cluster, Optional<Credentials> credentials) {
    ClusterId id = cluster.id();
    Masters masters = cluster.masters();
    List<EnvVar> env = common(id, Component.MASTER, cluster.sessionTimeout(), Names.MASTER_PORT);
    env.add(Env.value("MESOS_ZK", URL_FILE));
    env.add(Env.value("MESOS_CLUSTER", id.name()));
    env.add(Env.value("MESOS_TERMINATION_LOG", PodTemplates.TERMINATION_LOG));
    tickTime(cluster).ifPresent(tick -> env.add(Env.value("MESOS_ZK_TICK_TIME", mesos(tick))));
    var parts =
        new PodTemplates.Parts(
            Component.MASTER,
            masters.pods(),
            MASTER_GRACE_SECONDS,
            Checksum.of(
                credentials.map(cluster.url()::withCredentials).orElse(cluster.url()).reveal()),
            List.of(StatefulSets.port("http", Names.MASTER_PORT)),
            args(masters.flags()),
            env,
            ProbeSet.of(Names.MASTER_PORT, "/q/health/live", "/q/health/ready"),
            List.of(PodTemplates.scratch(WORK), secretUrl(id)),
            List.of(PodTemplates.mount(WORK, WORK_PATH), PodTemplates.readOnly(ZK, ZK_PATH)));
    return StatefulSets.of(
        cluster, Component.MASTER, masters.replicas(), PodTemplates.of(id, parts), List.of());
  }

  static StatefulSet slaves(ValidatedCluster cluster) {
    ClusterId id = cluster.id();
    Slaves slaves = cluster.slaves();
    List<EnvVar> env = common(id, Component.SLAVE, cluster.sessionTimeout(), Names.SLAVE_PORT);
    env.add(Env.value("MESOS_MASTER", URL_FILE));
    env.add(Env.value("MESOS_RESOURCES", slaves.offers()));
    if (!slaves.attributes().isEmpty()) {
      env.add(Env.value("MESOS_ATTRIBUTES", slaves.attributes()));
    }
    List<Volume> volumes = new ArrayList<>(List.of(openUrl(id)));
    List<PersistentVolumeClaim> claims =
        slaves
            .storage()
            .map(v -> List.of(StatefulSets.claim(id, Component.SLAVE, WORK, v)))
            .orElse(List.of());
    if (claims.isEmpty()) {
      // its id goes with the pod, so it does not come back when it is stopped
      env.add(Env.value("MESOS_ON_STOP", "unregister"));
      volumes.add(PodTemplates.scratch(WORK));
    }
    var parts =
        new PodTemplates.Parts(
            Component.SLAVE,
            slaves.pods(),
            SLAVE_GRACE_SECONDS,
            Checksum.of(cluster.url().reveal()),
            List.of(StatefulSets.port("http", Names.SLAVE_PORT)),
            args(slaves.flags()),
            env,
            ProbeSet.of(Names.SLAVE_PORT, "/q/health/live", "/q/health/ready"),
            volumes,
            List.of(PodTemplates.mount(WORK, WORK_PATH), PodTemplates.readOnly(ZK, ZK_PATH)));
    return StatefulSets.of(
        cluster, Component.SLAVE, slaves.replicas(), PodTemplates.of(id, parts), claims);
  }

  /** The host name is the pod's DNS name, which stays while addresses change. */
  private static List<EnvVar> common(
      ClusterId id, Component component, Duration sessionTimeout, int port) {
    return new ArrayList<>(
        List.of(
            Env.value("MESOS_HOSTNAME", "$(POD_NAME)." + Names.domain(id, component)),
            Env.value("MESOS_ADVERTISE_IP", "$(POD_IP)"),
            Env.value("MESOS_PORT", String.valueOf(port)),
            Env.value("MESOS_WORK_DIR", WORK_PATH),
            Env.value("MESOS_ZK_SESSION_TIMEOUT", mesos(sessionTimeout))));
  }

  /** What masters derive the end of their lease from; unknown, they assume ZooKeeper's default. */
  private static Optional<Duration> tickTime(ValidatedCluster cluster) {
    return switch (cluster.zookeeper()) {
      case Managed managed -> Optional.of(ZooKeeperEnsemble.TICK);
      case External external -> external.tickTime();
    };
  }

  /** A duration as Mesos's flags want it: a number and its unit. */
  private static String mesos(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "secs"
        : duration.toMillis() + "ms";
  }

  private static List<String> args(Map<String, String> flags) {
    return flags.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toList();
  }

  private static Volume secretUrl(ClusterId id) {
    return new VolumeBuilder()
        .withName(ZK)
        .withNewSecret()
        .withSecretName(Names.access(id))
        .withDefaultMode(OWNER_AND_GROUP)
        .addNewItem()
        .withKey(AccessObjects.URL)
        .withPath(AccessObjects.URL)
        .endItem()
        .endSecret()
        .build();
  }

  private static Volume openUrl(ClusterId id) {
    return new VolumeBuilder()
        .withName(ZK)
        .withNewConfigMap()
        .withName(Names.access(id))
        .withDefaultMode(EVERYBODY)
        .addNewItem()
        .withKey(AccessObjects.URL)
        .withPath(AccessObjects.URL)
        .endItem()
        .endConfigMap()
        .build();
  }
}
