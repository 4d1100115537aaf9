package dev.mesos.master;

import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.Flag;
import dev.mesos.flags.FlagLoader;
import dev.mesos.flags.FlagType;
import dev.mesos.flags.FlagTypes;
import dev.mesos.flags.PathOrValue;
import java.time.Duration;
import java.util.List;

/** The flags of {@code mesos-master}, under Mesos's own names. */
final class MasterFlags {

  /** What a master does when there is no leader any more. */
  enum Leaderless {
    EXIT,
    WAIT
  }

  /** How much is logged. */
  enum LoggingLevel {
    INFO,
    WARNING,
    ERROR
  }

  static final Flag<PathOrValue> ZK =
      Flag.of(
          "zk",
          FlagTypes.pathOrValue(),
          "The election: zk://[user:password@]host:port[,host:port...]/path, or file://FILE that"
              + " holds it. Without it the master is alone and leads at once.");
  static final Flag<String> IP =
      Flag.of("ip", FlagTypes.string(), "Address to listen on.")
          .withDefault("0.0.0.0")
          .withEnvironment("LIBPROCESS_IP", "BIND_ADDRESS");
  static final Flag<Integer> PORT =
      Flag.of("port", port(), "Port to listen on.")
          .withDefault(5050)
          .withEnvironment("LIBPROCESS_PORT");
  static final Flag<String> ADVERTISE_IP =
      Flag.of("advertise_ip", FlagTypes.string(), "IPv4 address at which others reach this master.")
          .withEnvironment("LIBPROCESS_ADVERTISE_IP");
  static final Flag<Integer> ADVERTISE_PORT =
      Flag.of("advertise_port", port(), "Port at which others reach this master.")
          .withEnvironment("LIBPROCESS_ADVERTISE_PORT");
  static final Flag<String> HOSTNAME =
      Flag.of(
          "hostname",
          FlagTypes.string(),
          "Name at which clients reach this master; where they are redirected to while it leads.");
  static final Flag<Boolean> HOSTNAME_LOOKUP =
      Flag.of(
              "hostname_lookup",
              FlagTypes.bool(),
              "Whether to look the name up when --hostname is not given; otherwise the address"
                  + " serves as the name.")
          .withDefault(true);
  static final Flag<String> CLUSTER =
      Flag.of("cluster", FlagTypes.string(), "Name of the cluster, shown by the endpoints.");
  static final Flag<String> WORK_DIR =
      Flag.of(
          "work_dir",
          FlagTypes.path(),
          "Folder for this master's own files. The ZooKeeper session is kept in it, so that a master"
              + " that is started again after a crash ends its predecessor's at once.");
  static final Flag<Integer> QUORUM =
      Flag.of(
          "quorum",
          FlagTypes.integer(),
          "Accepted for compatibility and shown by /flags: there is no replicated log here that"
              + " would need it.");
  static final Flag<Duration> ZK_SESSION_TIMEOUT =
      Flag.of(
              "zk_session_timeout",
              durations(Duration.ofMillis(1), Duration.ofHours(1), "1ms to 1hrs"),
              "ZooKeeper session timeout to ask for.")
          .withDefault(Duration.ofSeconds(10));
  static final Flag<Duration> ZK_TICK_TIME =
      Flag.of(
              "zk_tick_time",
              durations(Duration.ofMillis(1), Duration.ofHours(1), "1ms to 1hrs"),
              "The ZooKeeper servers' tickTime, or more than that: how late their leader may hear of"
                  + " a session, which the lease of a leading master allows for.")
          .withDefault(Duration.ofSeconds(2));
  static final Flag<String> TERMINATION_LOG =
      Flag.of(
          "termination_log",
          FlagTypes.path(),
          "File that exists, into which the master writes its id at its start, so that whoever sees"
              + " the container end knows which master it was: Kubernetes' terminationMessagePath.");
  static final Flag<Duration> AGENT_PING_TIMEOUT =
      Flag.of(
              "agent_ping_timeout",
              durations(Duration.ofSeconds(1), Duration.ofMinutes(15), "1secs to 15mins"),
              "How long a slave may take to answer a ping; also the time between two pings.")
          .withDefault(Duration.ofSeconds(15))
          .withDeprecatedName("slave_ping_timeout");
  static final Flag<Integer> MAX_AGENT_PING_TIMEOUTS =
      Flag.of(
              "max_agent_ping_timeouts",
              FlagTypes.integer().checked(n -> n >= 1, "write 1 or more"),
              "Unanswered pings in a row after which a slave counts as unreachable.")
          .withDefault(5)
          .withDeprecatedName("max_slave_ping_timeouts");
  static final Flag<Duration> AGENT_REREGISTER_TIMEOUT =
      Flag.of(
              "agent_reregister_timeout",
              durations(Duration.ofSeconds(1), Duration.ofDays(7), "1secs to 1weeks"),
              "How long a slave whose connection broke may take to re-register.")
          .withDefault(Duration.ofMinutes(10))
          .withDeprecatedName("slave_reregister_timeout");
  static final Flag<Leaderless> LEADERLESS =
      Flag.of(
              "leaderless",
              FlagTypes.oneOf(Leaderless.class),
              "What a standby does when its leader is gone and there is no next one: end with exit"
                  + " code 1, or wait for the next. A leader that loses its leadership always ends.")
          .withDefault(Leaderless.EXIT);
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

  private MasterFlags() {}

  static FlagLoader loader() {
    return new FlagLoader(
        "mesos-master",
        BuildInfo.load(Main.class).describe(),
        List.of(
            ZK,
            IP,
            PORT,
            ADVERTISE_IP,
            ADVERTISE_PORT,
            HOSTNAME,
            HOSTNAME_LOOKUP,
            CLUSTER,
            WORK_DIR,
            QUORUM,
            ZK_SESSION_TIMEOUT,
            ZK_TICK_TIME,
            TERMINATION_LOG,
            AGENT_PING_TIMEOUT,
            MAX_AGENT_PING_TIMEOUTS,
            AGENT_REREGISTER_TIMEOUT,
            LEADERLESS,
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
