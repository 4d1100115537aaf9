package dev.mesos.master;

import dev.mesos.coordination.MasterAddress;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagValues;
import dev.mesos.flags.HostLookup;
import dev.mesos.flags.PathOrValue;
import dev.mesos.master.MasterFlags.RemovalRate;
import dev.mesos.master.core.MasterRules;
import dev.mesos.master.registry.RegistrySettings;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What a master was told, checked and complete.
 *
 * @param zooKeeper where the election is; empty for a master alone
 * @param listenAddress to bind to
 * @param listenPort to bind to
 * @param self what it says about itself
 * @param cluster its name
 * @param sessionTimeout to ask ZooKeeper for
 * @param tickTime no less than the ZooKeeper servers' own
 * @param sessionFile where to keep the session for a successor; empty without a work_dir
 * @param terminationLog where to leave our id for whoever sees us end
 * @param rules its decisions depend on
 * @param registry how it is kept
 * @param requirePeerAddressIpMatch whether senders must be where they claim to be
 * @param flags all flags as they may be shown
 */
public record MasterConfig(
    Optional<ZooKeeperUrl> zooKeeper,
    String listenAddress,
    int listenPort,
    MasterInfo self,
    Optional<String> cluster,
    Duration sessionTimeout,
    Duration tickTime,
    Optional<Path> sessionFile,
    Optional<Path> terminationLog,
    MasterRules rules,
    RegistrySettings registry,
    boolean requirePeerAddressIpMatch,
    SortedMap<String, String> flags) {

  private static final List<String> CAPABILITIES =
      List.of("AGENT_UPDATE", "AGENT_DRAINING", "QUOTA_V2");

  /**
   * Completes the flags: finds the address to advertise and the host's name. Each call makes a new
   * master id.
   *
   * @throws IllegalArgumentException naming the flag, its value and the remedy
   */
  static MasterConfig of(FlagValues flags, BuildInfo build) {
    String listenAddress = flags.get(MasterFlags.IP);
    int listenPort = flags.get(MasterFlags.PORT);
    Inet4Address address =
        HostLookup.advertised(flags.find(MasterFlags.ADVERTISE_IP), listenAddress);
    String hostname =
        flags
            .find(MasterFlags.HOSTNAME)
            .orElseGet(() -> HostLookup.name(address, flags.get(MasterFlags.HOSTNAME_LOOKUP)));
    MasterInfo self =
        MasterInfo.of(
            UUID.randomUUID().toString(),
            address,
            flags.find(MasterFlags.ADVERTISE_PORT).orElse(listenPort),
            hostname,
            build.mesosVersion(),
            CAPABILITIES);
    return new MasterConfig(
        flags.find(MasterFlags.ZK).map(MasterConfig::election),
        listenAddress,
        listenPort,
        self,
        flags.find(MasterFlags.CLUSTER),
        flags.get(MasterFlags.ZK_SESSION_TIMEOUT),
        flags.get(MasterFlags.ZK_TICK_TIME),
        flags
            .find(MasterFlags.WORK_DIR)
            .map(folder -> Path.of(folder).resolve("zookeeper-session")),
        flags.find(MasterFlags.TERMINATION_LOG).map(Path::of),
        new MasterRules(
            flags.get(MasterFlags.LEADERLESS) == MasterFlags.Leaderless.EXIT,
            flags.get(MasterFlags.AGENT_PING_TIMEOUT),
            flags.get(MasterFlags.MAX_AGENT_PING_TIMEOUTS),
            flags.get(MasterFlags.AGENT_REREGISTER_TIMEOUT),
            flags.get(MasterFlags.PARTITIONED_AGENTS),
            flags.get(MasterFlags.RECOVERY_AGENT_REMOVAL_LIMIT),
            flags.find(MasterFlags.AGENT_REMOVAL_RATE_LIMIT).map(RemovalRate::interval),
            flags.get(MasterFlags.REGISTRY_MAX_AGENT_AGE),
            flags.get(MasterFlags.REGISTRY_MAX_AGENT_COUNT)),
        RegistrySettings.DEFAULT
            .withTimeouts(
                flags.get(MasterFlags.REGISTRY_FETCH_TIMEOUT),
                flags.get(MasterFlags.REGISTRY_STORE_TIMEOUT))
            .withLimits(
                flags.get(MasterFlags.REGISTRY_MAX_AGENT_AGE),
                flags.get(MasterFlags.REGISTRY_MAX_AGENT_COUNT),
                RegistrySettings.DEFAULT.pruneInterval()),
        flags.get(MasterFlags.REQUIRE_PEER_ADDRESS_IP_MATCH),
        flags.printed());
  }

  static ZooKeeperUrl election(PathOrValue given) {
    try {
      return MasterAddress.parseElection(given.value());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("flag --zk: " + e.getMessage(), e);
    }
  }
}
