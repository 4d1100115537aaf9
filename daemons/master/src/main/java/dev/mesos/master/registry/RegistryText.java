package dev.mesos.master.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.protocol.AttributesJson;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.protocol.ResourcesJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.Protos.SlaveInfo;

/** A registry as text, for people and for programs: by state, then by host. */
public final class RegistryText {

  private static final List<String> TITLES =
      List.of("STATE", "SINCE", "EPOCH", "HOSTNAME", "ID", "SERVICE");
  private static final Comparator<RegistryEntry> ORDER =
      Comparator.comparing(RegistryEntry::state)
          .thenComparing(RegistryEntry::hostname)
          .thenComparing(RegistryEntry::id);

  private RegistryText() {}

  /** One line a slave, and one with the counts. */
  public static String table(RegistryContents contents) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    contents.entries().stream().sorted(ORDER).map(RegistryText::row).forEach(rows::add);
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append(counts(contents)).toString();
  }

  private static String counts(RegistryContents contents) {
    String states =
        Stream.of(State.values())
            .map(state -> count(contents, state) + " " + name(state))
            .collect(Collectors.joining(", "));
    return "%d slaves: %s; %d znodes skipped"
        .formatted(contents.entries().size(), states, contents.skipped().size());
  }

  private static long count(RegistryContents contents, State state) {
    return contents.entries().stream().filter(entry -> entry.state() == state).count();
  }

  private static List<String> row(RegistryEntry entry) {
    return List.of(
        name(entry.state()),
        entry.since().toString(),
        String.valueOf(entry.epoch()),
        printable(entry.hostname()),
        printable(entry.id()),
        service(entry));
  }

  private static String service(RegistryEntry entry) {
    return entry
        .drain()
        .map(drain -> drain.getState().name().toLowerCase(Locale.ROOT))
        .orElse(entry.cordoned() ? "cordoned" : "");
  }

  /** What slaves say about themselves must not move the cursor of a terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** One object, on one line. */
  public static String json(ZooKeeperUrl url, RegistryContents contents) {
    ObjectNode json = MesosJson.object();
    json.put("election", url.toString());
    json.put("format", RegistryHeader.FORMAT);
    json.put("buckets", contents.buckets());
    json.put("made", contents.made().toString());
    contents
        .leader()
        .ifPresent(leader ->
            json.putObject("leader")
                .put("id", leader.masterId())
                .put("znode", leader.candidate())
                .put("epoch", leader.epoch()));
    ArrayNode slaves = json.putArray("slaves");
    contents.entries().stream().sorted(ORDER).map(RegistryText::json).forEach(slaves::add);
    ArrayNode skipped = json.putArray("skipped");
    contents
        .skipped()
        .forEach(
            each -> skipped.addObject().put("znode", each.znode()).put("reason", each.reason()));
    return MesosJson.write(json);
  }

  private static ObjectNode json(RegistryEntry entry) {
    ObjectNode json =
        MesosJson.object()
            .put("id", entry.id())
            .put("state", name(entry.state()))
            .put("since", entry.since().toString())
            .put("epoch", entry.epoch())
            .put("hostname", entry.hostname())
            .put("cordoned", entry.cordoned());
    entry.drain().ifPresent(drain -> json.put("drain_state", drain.getState().name()));
    Optional<SlaveInfo> slave = entry.slave();
    if (slave.isPresent()) {
      json.put("port", slave.get().getPort());
      json.set("attributes", AttributesJson.of(slave.get().getAttributesList()));
      json.set("resources", ResourcesJson.sum(slave.get().getResourcesList()));
    }
    return json;
  }
}
