package dev.mesos.master;

import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.Durations;
import dev.mesos.flags.Flag;
import dev.mesos.flags.FlagLoader;
import dev.mesos.flags.FlagType;
import dev.mesos.flags.FlagTypes;
import dev.mesos.flags.PathOrValue;
import dev.mesos.master.core.MasterRules.PartitionedAgents;
import java.time.Duration;
import java.util.List;

/** The flags of {@code mesos-master}, under Mesos's own names. */
final class MasterFlags {

  /** What a master does when there is no leader any more. */
  enum Leaderless {
    EXIT,
    WAIT
  }

  /** How many slaves may be given up in which time. */
  record RemovalRate(int slaves, Duration time) {

    static RemovalRate parse(String text) {
      String remedy = "write a number, a slash and a duration, for instance 1/10mins";
      int slash = text.indexOf('/');
      if (slash < 1) {
        throw new IllegalArgumentException(remedy);
      }
      try {
        RemovalRate rate =
            new RemovalRate(
                Integer.parseInt(text, 0, slash, 10), Durations.parse(text.substring(slash + 1)));
        if (rate.slaves < 1 || !rate.time.isPositive()) {
          throw new IllegalArgumentException(remedy);
        }
        return rate;
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(remedy, e);
      }
    }

    /** Between two slaves. */
    Duration interval() {
      return time.dividedBy(slaves);
    }

    @Override
    public String toString() {
      return slaves + "/" + Durations.print(time);
    }
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
              "How long a slave may take to re-register after its connection broke or the master"
                  + " failed over.")
          .withDefault(Duration.ofMinutes(10))
          .withDeprecatedName("slave_reregister_timeout");
  static final Flag<PartitionedAgents> PARTITIONED_AGENTS =
      Flag.of(
              "partitioned_agents",
              FlagTypes.oneOf(PartitionedAgents.class),
              "What becomes of a slave that was given up and speaks again: it is told to shut down"
                  + " and comes back as a new one, or it re-registers as the one it was, as in Mesos"
                  + " 1.x.")
          .withDefault(PartitionedAgents.SHUTDOWN);
  static final Flag<RemovalRate> AGENT_REMOVAL_RATE_LIMIT =
      Flag.of(
              "agent_removal_rate_limit",
              FlagTypes.of("N/DURATION", RemovalRate::parse, RemovalRate::toString),
              "How many slaves are given up in which time at most, for instance 1/10mins; without it"
                  + " there is no limit.")
          .withDeprecatedName("slave_removal_rate_limit");
  static final Flag<Double> RECOVERY_AGENT_REMOVAL_LIMIT =
      Flag.of(
              "recovery_agent_removal_limit",
              FlagTypes.percentage(),
              "The share of the slaves known to the registry that may fail to return within"
                  + " --agent_reregister_timeout after a failover. Beyond it the master ends instead of"
                  + " giving them up.")
          .withDefault(1.0)
          .withDeprecatedName("recovery_slave_removal_limit");
  static final Flag<Duration> REGISTRY_FETCH_TIMEOUT =
      Flag.of(
              "registry_fetch_timeout",
              durations(Duration.ofSeconds(1), Duration.ofHours(1), "1secs to 1hrs"),
              "How long reading the registry may take before the master ends.")
          .withDefault(Duration.ofMinutes(1));
  static final Flag<Duration> REGISTRY_STORE_TIMEOUT =
      Flag.of(
              "registry_store_timeout",
              durations(Duration.ofSeconds(1), Duration.ofHours(1), "1secs to 1hrs"),
              "How long writing to the registry may take before the master ends.")
          .withDefault(Duration.ofSeconds(20));
  static final Flag<Duration> REGISTRY_MAX_AGENT_AGE =
      Flag.of(
              "registry_max_agent_age",
              durations(Duration.ofMinutes(1), Duration.ofDays(3650), "1mins to 520weeks"),
              "How long the registry remembers a slave that was given up or is gone. As long after"
                  + " the registry was made, slaves of another Mesos cluster may move in.")
          .withDefault(Duration.ofDays(14));
  static final Flag<Integer> REGISTRY_MAX_AGENT_COUNT =
      Flag.of(
              "registry_max_agent_count",
              FlagTypes.integer().checked(n -> n >= 0, "write 0 or more"),
              "How many slaves that were given up the registry remembers at most, and how many that"
                  + " are gone.")
          .withDefault(102_400);
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
            PARTITIONED_AGENTS,
            AGENT_REMOVAL_RATE_LIMIT,
            RECOVERY_AGENT_REMOVAL_LIMIT,
            REGISTRY_FETCH_TIMEOUT,
            REGISTRY_STORE_TIMEOUT,
            REGISTRY_MAX_AGENT_AGE,
            REGISTRY_MAX_AGENT_COUNT,
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
