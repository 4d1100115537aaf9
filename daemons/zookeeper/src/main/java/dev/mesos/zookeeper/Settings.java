package dev.mesos.zookeeper;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server is told by its environment.
 *
 * @param id this member, from 1: the ordinal of {@code POD_NAME} plus one
 * @param members host names of all members in order; the first is member 1
 * @param bindAddress where the client, quorum, election and probe ports listen
 * @param dataDir folder that outlives the process
 * @param tickTimeMs ZooKeeper's tick, in milliseconds
 * @param initLimit ticks that a member may take to load the leader's data
 * @param syncLimit ticks that a member may be silent
 * @param minSessionTimeoutMs shortest session that a client gets, in milliseconds
 * @param maxSessionTimeoutMs longest session that a client gets, in milliseconds
 * @param superPasswordFile file with the superuser's password, if there is to be a superuser
 * @param probePort port of {@code /live} and {@code /ready}
 */
record Settings(
    int id,
    List<String> members,
    InetAddress bindAddress,
    Path dataDir,
    int tickTimeMs,
    int initLimit,
    int syncLimit,
    int minSessionTimeoutMs,
    int maxSessionTimeoutMs,
    Optional<Path> superPasswordFile,
    int probePort) {

  static final int CLIENT_PORT = 2181;
  static final int QUORUM_PORT = 2888;
  static final int ELECTION_PORT = 3888;

  private static final Pattern ORDINAL = Pattern.compile("(?:.*-)?(\\d{1,9})");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  Settings {
    members = List.copyOf(members);
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException if a variable is missing or its value cannot be used
   */
  static Settings from(Map<String, String> variables) {
    Environment env = new Environment(variables);
    List<String> members = members(env);
    int min = env.number("ZOOKEEPER_MIN_SESSION_TIMEOUT_MS", 2_000, 1, 3_600_000);
    int max = env.number("ZOOKEEPER_MAX_SESSION_TIMEOUT_MS", 60_000, 1, 3_600_000);
    if (min > max) {
      throw new SettingsException(
          "ZOOKEEPER_MIN_SESSION_TIMEOUT_MS=%d is more than ZOOKEEPER_MAX_SESSION_TIMEOUT_MS=%d: make it less"
              .formatted(min, max));
    }
    return new Settings(
        id(env, members.size()),
        members,
        env.address("BIND_ADDRESS", "0.0.0.0"),
        Path.of(env.find("ZOOKEEPER_DATA_DIR").orElse("/data")),
        env.number("ZOOKEEPER_TICK_TIME_MS", 250, 10, 60_000),
        env.number("ZOOKEEPER_INIT_LIMIT", 80, 1, 10_000),
        env.number("ZOOKEEPER_SYNC_LIMIT", 16, 1, 10_000),
        min,
        max,
        env.find("ZOOKEEPER_SUPER_PASSWORD_FILE").map(Path::of),
        env.number("ZOOKEEPER_PROBE_PORT", 8080, 1, 65_535));
  }

  /** Whether every address of the machine is listened on. */
  boolean listensEverywhere() {
    return bindAddress.isAnyLocalAddress();
  }

  /** An address on which this process reaches its own ports. */
  InetAddress localAddress() {
    return listensEverywhere() ? InetAddress.getLoopbackAddress() : bindAddress;
  }

  private static List<String> members(Environment env) {
    String text =
        env.require("ZOOKEEPER_MEMBERS", "list the host names of all members, separated by commas");
    List<String> members = Stream.of(text.split(",", -1)).map(String::strip).toList();
    for (String member : members) {
      if (!HOST.matcher(member).matches()) {
        throw new SettingsException(
            "ZOOKEEPER_MEMBERS=%s: '%s' is not a host name: write names without ports, separated by commas"
                .formatted(text, member));
      }
    }
    if (new HashSet<>(members).size() < members.size()) {
      throw new SettingsException(
          "ZOOKEEPER_MEMBERS=%s names a host twice: name each member once".formatted(text));
    }
    return members;
  }

  private static int id(Environment env, int members) {
    String pod = env.require("POD_NAME", "set it to the pod's name, such as demo-zookeeper-0");
    Matcher matcher = ORDINAL.matcher(pod);
    if (!matcher.matches()) {
      throw new SettingsException(
          "POD_NAME=%s does not end with an ordinal: run as a StatefulSet, or set it to a name such as zookeeper-0"
              .formatted(pod));
    }
    int id = Integer.parseInt(matcher.group(1)) + 1;
    if (id > members) {
      throw new SettingsException(
          "POD_NAME=%s is member %d, but ZOOKEEPER_MEMBERS has %d: add its host name there"
              .formatted(pod, id, members));
    }
    return id;
  }
}
