package dev.mesos.operator.registration;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What follows from a list of slaves, and from how it differs from the one before. Pure. */
final class SlaveChanges {
  private SlaveChanges() {}

  /** For the status. */
  static SlaveCounts counts(Counters counters, List<KnownSlave> slaves) {
    return new SlaveCounts(
        counters.connected(),
        counters.unreachable(),
        counters.deactivated(),
        slaves.stream()
            .filter(slave -> !slave.connected())
            .map(KnownSlave::shortName)
            .sorted()
            .limit(SlaveCounts.NAMED)
            .toList());
  }

  /**
   * The slaves of ours whose pods are not wanted any more and that are not there: they will not
   * come back, although those with a volume have announced that they will.
   *
   * @param kept how many ordinals there are, or will be
   */
  static List<KnownSlave> departed(ClusterId id, int kept, Collection<KnownSlave> slaves) {
    String prefix = Names.of(id, Component.SLAVE) + "-";
    String suffix = "." + Names.domain(id, Component.SLAVE);
    return slaves.stream()
        .filter(slave -> !slave.connected())
        .filter(slave -> ordinal(slave.hostname(), prefix, suffix) >= kept)
        .toList();
  }

  private static int ordinal(String hostname, String prefix, String suffix) {
    if (!hostname.startsWith(prefix) || !hostname.endsWith(suffix)) {
      return -1;
    }
    String number = hostname.substring(prefix.length(), hostname.length() - suffix.length());
    return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : -1;
  }

  /**
   * Says who was given up since the last look.
   *
   * @param before names of slaves by id
   * @param more how many more are deactivated than before
   */
  static String loss(Map<String, String> before, List<KnownSlave> now, int more) {
    Set<String> ids = now.stream().map(KnownSlave::id).collect(Collectors.toSet());
    List<String> names =
        before.entrySet().stream()
            .filter(slave -> !ids.contains(slave.getKey()))
            .map(slave -> slave.getValue() + " (" + slave.getKey() + ")")
            .sorted()
            .toList();
    String shown = String.join(", ", names.stream().limit(SlaveCounts.NAMED).toList());
    String rest = names.size() > SlaveCounts.NAMED ? " and others" : "";
    if (names.size() == more) {
      return "the leader has given up " + shown + rest;
    }
    return "the leader has given up %d slaves%s"
        .formatted(
            more, names.isEmpty() ? "" : "; these are no longer registered: " + shown + rest);
  }
}
