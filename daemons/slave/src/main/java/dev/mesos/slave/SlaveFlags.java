package dev.mesos.slave;

import dev.mesos.flags.Attribute;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.Flag;
import dev.mesos.flags.FlagLoader;
import dev.mesos.flags.FlagType;
import dev.mesos.flags.FlagTypes;
import dev.mesos.flags.PathOrValue;
import dev.mesos.flags.ResourceSpec;
import dev.mesos.slave.core.SlaveCore;
import java.time.Duration;
import java.util.List;

/** The flags of {@code mesos-slave}, under Mesos's own names. */
final class SlaveFlags {

  /** How much is logged. */
  enum LoggingLevel {
    INFO,
    WARNING,
    ERROR
  }

  static final Flag<PathOrValue> MASTER =
      Flag.of(
              "master",
              FlagTypes.pathOrValue(),
              "Where the leading master is found: zk://host:port[,host:port...]/path, host:port of"
                  + " the only master, or file://FILE that holds either.")
          .asRequired();
  static final Flag<String> WORK_DIR =
      Flag.of("work_dir", FlagTypes.path(), "Folder in which the slave keeps its id.").asRequired();
  static final Flag<String> IP =
      Flag.of("ip", FlagTypes.string(), "Address to listen on.")
          .withDefault("0.0.0.0")
          .withEnvironment("LIBPROCESS_IP", "BIND_ADDRESS");
  static final Flag<Integer> PORT =
      Flag.of("port", port(), "Port to listen on.")
          .withDefault(5051)
          .withEnvironment("LIBPROCESS_PORT");
  static final Flag<String> ADVERTISE_IP =
      Flag.of("advertise_ip", FlagTypes.string(), "IPv4 address at which masters reach this slave.")
          .withEnvironment("LIBPROCESS_ADVERTISE_IP");
  static final Flag<Integer> ADVERTISE_PORT =
      Flag.of("advertise_port", port(), "Port at which masters reach this slave.")
          .withEnvironment("LIBPROCESS_ADVERTISE_PORT");
  static final Flag<String> HOSTNAME =
      Flag.of("hostname", FlagTypes.string(), "Name at which clients reach this slave.");
  static final Flag<Boolean> HOSTNAME_LOOKUP =
      Flag.of(
              "hostname_lookup",
              FlagTypes.bool(),
              "Whether to look the name up when --hostname is not given; otherwise the address"
                  + " serves as the name.")
          .withDefault(true);
  static final Flag<List<Attribute>> ATTRIBUTES =
      Flag.of(
              "attributes",
              FlagTypes.attributes(),
              "What frameworks may want to know of this slave, as rack:r1;ports:[1-9].")
          .withDefault(List.of());
  static final Flag<List<ResourceSpec>> RESOURCES =
      Flag.of(
              "resources",
              FlagTypes.resources(),
              "What this slave offers, as cpus:2;mem:1024;disk(role):100;ports:[31000-32000]. Of"
                  + " cpus, mem, disk and ports those not named are found out.")
          .withDefault(List.of());
  static final Flag<Duration> ZK_SESSION_TIMEOUT =
      Flag.of(
              "zk_session_timeout",
              durations(Duration.ofMillis(1), Duration.ofHours(1), "1ms to 1hrs"),
              "ZooKeeper session timeout to ask for.")
          .withDefault(Duration.ofSeconds(10));
  static final Flag<Duration> REGISTRATION_BACKOFF_FACTOR =
      Flag.of(
              "registration_backoff_factor",
              durations(Duration.ofMillis(1), Duration.ofMinutes(1), "1ms to 1mins"),
              "Upper bound of the random pause before a slave registers with a master that it has"
                  + " detected; it doubles with every attempt, up to 1mins.")
          .withDefault(Duration.ofSeconds(1));
  static final Flag<SlaveCore.OnStop> ON_STOP =
      Flag.of(
              "on_stop",
              FlagTypes.oneOf(SlaveCore.OnStop.class),
              "What the slave tells its master when it is asked to stop: that it will be back with its"
                  + " id, within the master's --agent_reregister_timeout, or that it leaves for good,"
                  + " as where its work_dir does not outlive it.")
          .withDefault(SlaveCore.OnStop.PAUSE);
  static final Flag<Boolean> REQUIRE_PEER_ADDRESS_IP_MATCH =
      Flag.of(
              "require_peer_address_ip_match",
              FlagTypes.bool(),
              "Whether to refuse messages whose sender claims another address than they come from."
                  + " Addresses that are translated on the way (NAT) need false.")
          .withDefault(true)
          .withEnvironment("LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH");
  static final Flag<LoggingLevel> LOGGING_LEVEL =
      Flag.of("logging_level", levels(), "What is logged: this level and above.")
          .withDefault(LoggingLevel.INFO);

  private SlaveFlags() {}

  static FlagLoader loader() {
    return new FlagLoader(
        "mesos-slave",
        BuildInfo.load(SlaveFlags.class).describe(),
        List.of(
            MASTER,
            WORK_DIR,
            IP,
            PORT,
            ADVERTISE_IP,
            ADVERTISE_PORT,
            HOSTNAME,
            HOSTNAME_LOOKUP,
            ATTRIBUTES,
            RESOURCES,
            ZK_SESSION_TIMEOUT,
            REGISTRATION_BACKOFF_FACTOR,
            ON_STOP,
            REQUIRE_PEER_ADDRESS_IP_MATCH,
            LOGGING_LEVEL));
  }

  private static FlagType<Integer> port() {
    return FlagTypes.port().checked(port -> port > 0, "write a port from 1 to 65535");
  }

  private static FlagType<Duration> durations(Duration least, Duration most, String range) {
    return FlagTypes.duration()
        .checked(
            given -> given.compareTo(least) >= 0 && given.compareTo(most) <= 0, "write " + range);
  }

  /** In capitals, as Mesos writes them. */
  private static FlagType<LoggingLevel> levels() {
    return FlagTypes.oneOf(LoggingLevel.class, LoggingLevel::name);
  }
}
