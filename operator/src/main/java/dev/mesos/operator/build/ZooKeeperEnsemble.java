package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.List;

/** The StatefulSet of a managed ensemble. */
final class ZooKeeperEnsemble {
  /**
   * Sessions expire at whole ticks, and a lease allows for what a tick lets pass unheard. Masters
   * are told at once, while members are replaced one by one: to make it longer takes two releases.
   */
  static final Duration TICK = Duration.ofMillis(250);

  /** How long a member may be silent, or late with a write, before it is given up. */
  private static final Duration SYNC = Duration.ofSeconds(4);

  /** How long a member may take to load the leader's data. */
  private static final Duration INIT = Duration.ofSeconds(20);

  private static final int PROBE_PORT = 8080;
  private static final int QUORUM_PORT = 2888;
  private static final int ELECTION_PORT = 3888;
  private static final long GRACE_SECONDS = 30;
  private static final String DATA = "data";
  private static final String DATA_PATH = "/data";
  private static final String SUPER = "super-user";
  private static final String SUPER_PATH = "/etc/zookeeper/super-user";
  private static final int OWNER_AND_GROUP = 0440;

  private ZooKeeperEnsemble() {}

  static StatefulSet statefulSet(ValidatedCluster cluster, Managed ensemble) {
    ClusterId id = cluster.id();
    var parts =
        new PodTemplates.Parts(
            Component.ZOOKEEPER,
            ensemble.pods(),
            GRACE_SECONDS,
            Checksum.of(members(id, ensemble)),
            List.of(
                StatefulSets.port("client", Names.ZOOKEEPER_PORT),
                StatefulSets.port("quorum", QUORUM_PORT),
                StatefulSets.port("election", ELECTION_PORT),
                StatefulSets.port("probe", PROBE_PORT)),
            List.of(),
            env(id, ensemble),
            ProbeSet.of(PROBE_PORT, "/live", "/ready"),
            List.of(superUser(id)),
            List.of(PodTemplates.mount(DATA, DATA_PATH), PodTemplates.readOnly(SUPER, SUPER_PATH)));
    return StatefulSets.of(
        cluster,
        Component.ZOOKEEPER,
        ensemble.replicas(),
        PodTemplates.of(id, parts),
        List.of(StatefulSets.claim(id, Component.ZOOKEEPER, DATA, ensemble.storage())));
  }

  /** The session bounds are those that the resource allows. */
  private static List<EnvVar> env(ClusterId id, Managed ensemble) {
    return List.of(
        Env.value("ZOOKEEPER_MEMBERS", members(id, ensemble)),
        Env.value("ZOOKEEPER_DATA_DIR", DATA_PATH),
        Env.value("ZOOKEEPER_TICK_TIME_MS", String.valueOf(TICK.toMillis())),
        Env.value("ZOOKEEPER_INIT_LIMIT", ticks(INIT)),
        Env.value("ZOOKEEPER_SYNC_LIMIT", ticks(SYNC)),
        Env.value("ZOOKEEPER_MIN_SESSION_TIMEOUT_MS", "2000"),
        Env.value("ZOOKEEPER_MAX_SESSION_TIMEOUT_MS", "60000"),
        Env.value("ZOOKEEPER_SUPER_PASSWORD_FILE", SUPER_PATH + "/" + AccessObjects.SUPER_PASSWORD),
        Env.value("ZOOKEEPER_PROBE_PORT", String.valueOf(PROBE_PORT)));
  }

  private static String ticks(Duration duration) {
    return String.valueOf(duration.dividedBy(TICK));
  }

  private static String members(ClusterId id, Managed ensemble) {
    return String.join(",", Names.hosts(id, Component.ZOOKEEPER, ensemble.replicas()));
  }

  private static Volume superUser(ClusterId id) {
    return new VolumeBuilder()
        .withName(SUPER)
        .withNewSecret()
        .withSecretName(Names.superUser(id))
        .withDefaultMode(OWNER_AND_GROUP)
        .endSecret()
        .build();
  }
}
