package dev.mesos.slave;

import dev.mesos.coordination.MasterAddress;
import dev.mesos.flags.FlagValues;
import dev.mesos.flags.HostLookup;
import dev.mesos.flags.PathOrValue;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.SlaveCore;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * What a slave was told, checked and complete.
 *
 * @param master where to find the leader
 * @param listenAddress to bind to
 * @param listenPort to bind to
 * @param self the process that masters send to
 * @param info what it says about itself, without an id
 * @param workDir where it keeps its id
 * @param sessionTimeout to ask ZooKeeper for
 * @param backoffFactor the upper bound of the pause before the first attempt to register
 * @param onStop what it tells its master when it is stopped
 * @param requirePeerAddressIpMatch whether senders must be where they claim to be
 * @param flags all flags as they may be shown
 */
public record SlaveConfig(
    MasterAddress master,
    String listenAddress,
    int listenPort,
    Upid self,
    SlaveInfo info,
    Path workDir,
    Duration sessionTimeout,
    Duration backoffFactor,
    SlaveCore.OnStop onStop,
    boolean requirePeerAddressIpMatch,
    SortedMap<String, String> flags) {

  private static final String PROCESS = "slave(1)";

  /**
   * Completes the flags: finds the address to advertise, the host's name and the resources not
   * named.
   *
   * @throws IllegalArgumentException naming the flag, its value and the remedy
   */
  static SlaveConfig of(FlagValues flags) {
    String listenAddress = flags.get(SlaveFlags.IP);
    int listenPort = flags.get(SlaveFlags.PORT);
    Inet4Address address =
        HostLookup.advertised(flags.find(SlaveFlags.ADVERTISE_IP), listenAddress);
    int port = flags.find(SlaveFlags.ADVERTISE_PORT).orElse(listenPort);
    Path workDir = Path.of(flags.get(SlaveFlags.WORK_DIR));
    return new SlaveConfig(
        master(flags.get(SlaveFlags.MASTER)),
        listenAddress,
        listenPort,
        new Upid(PROCESS, address.getHostAddress(), port),
        info(flags, address, port, workDir),
        workDir,
        flags.get(SlaveFlags.ZK_SESSION_TIMEOUT),
        flags.get(SlaveFlags.REGISTRATION_BACKOFF_FACTOR),
        flags.get(SlaveFlags.ON_STOP),
        flags.get(SlaveFlags.REQUIRE_PEER_ADDRESS_IP_MATCH),
        flags.printed());
  }

  private static SlaveInfo info(FlagValues flags, Inet4Address address, int port, Path workDir) {
    String hostname =
        flags
            .find(SlaveFlags.HOSTNAME)
            .orElseGet(() -> HostLookup.name(address, flags.get(SlaveFlags.HOSTNAME_LOOKUP)));
    return SlaveInfo.newBuilder()
        .setHostname(hostname)
        .setPort(port)
        .setCheckpoint(true)
        .addAllResources(Offers.complete(flags.get(SlaveFlags.RESOURCES), Machine.look(workDir)))
        .addAllAttributes(Offers.attributes(flags.get(SlaveFlags.ATTRIBUTES)))
        .build();
  }

  private static MasterAddress master(PathOrValue given) {
    try {
      return MasterAddress.parse(given.value());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("flag --master: " + e.getMessage(), e);
    }
  }
}
