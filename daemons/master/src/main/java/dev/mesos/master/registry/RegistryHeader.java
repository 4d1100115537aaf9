package dev.mesos.master.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the registry's own znode says, as JSON: which format it has, and who claimed it last.
 *
 * <ul>
 *   <li>{@code format}: of all that is below. A higher one than ours is for newer versions.
 *   <li>{@code buckets}: how many there are, for good.
 *   <li>{@code requires}: what a master has to know, by name, to lead here (the minimum
 *       capabilities of Mesos). Absent is none.
 *   <li>{@code leader}: who claimed it, for people and to recognize ourselves.
 * </ul>
 *
 * <p>Whatever else it says is kept.
 */
final class RegistryHeader {

  /** What we write, and read. */
  static final int FORMAT = 1;

  /** What a registry may require that we know. */
  private static final Set<String> KNOWN = Set.of();

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode tree;

  private RegistryHeader(ObjectNode tree) {
    this.tree = tree;
  }

  /** Of a registry that is to be made. */
  static RegistryHeader fresh() {
    return new RegistryHeader(
        MAPPER
            .createObjectNode()
            .put("format", FORMAT)
            .put("buckets", RegistryLayout.DEFAULT_BUCKETS));
  }

  /** Reads a header, unless it is not for us. */
  static RegistryHeader read(byte[] data) throws IncompatibleRegistryException {
    RegistryHeader header = new RegistryHeader(parse(data));
    int format = header.tree.path("format").asInt(0);
    if (format > FORMAT) {
      throw new IncompatibleRegistryException(
          "the registry has format " + format + ", we know " + FORMAT + ": use a newer version");
    }
    int buckets = header.buckets();
    if (format < 1 || buckets < 1 || buckets > RegistryLayout.MOST_BUCKETS) {
      throw notOurs("it names no format, or no number of buckets");
    }
    Set<String> missing = header.missing(KNOWN);
    if (!missing.isEmpty()) {
      throw new IncompatibleRegistryException(
          "the registry requires " + missing + ", which we do not know: use a newer version");
    }
    return header;
  }

  private static ObjectNode parse(byte[] data) throws IncompatibleRegistryException {
    try {
      if (MAPPER.readTree(data) instanceof ObjectNode object) {
        return object;
      }
      throw notOurs("it is no JSON object");
    } catch (IOException | RuntimeException e) {
      throw notOurs("it is no JSON");
    }
  }

  private static IncompatibleRegistryException notOurs(String why) {
    return new IncompatibleRegistryException(
        "the header of the registry cannot be read ("
            + why
            + "): move the znode '"
            + RegistryLayout.ROOT
            + "' away, or give the cluster another path");
  }

  int buckets() {
    return tree.path("buckets").asInt(0);
  }

  /** What is required and not among the known. */
  Set<String> missing(Set<String> known) {
    Set<String> missing = new TreeSet<>();
    for (JsonNode name : tree.path("requires")) {
      missing.add(name.asText());
    }
    missing.removeAll(known);
    return missing;
  }

  /** Whether this leader, in this very candidacy, claimed it. */
  boolean claimedBy(RegistryWriter writer) {
    JsonNode leader = tree.path("leader");
    return leader.path("epoch").asLong(-1) == writer.epoch()
        && leader.path("znode").asText().equals(writer.candidate());
  }

  /** Who claimed it last. */
  Optional<RegistryWriter> leader() {
    JsonNode leader = tree.path("leader");
    return leader.isObject()
        ? Optional.of(
            new RegistryWriter(
                leader.path("znode").asText(),
                leader.path("epoch").asLong(),
                leader.path("id").asText()))
        : Optional.empty();
  }

  /** The same, claimed by somebody else. */
  RegistryHeader claim(RegistryWriter writer) {
    ObjectNode claimed = tree.deepCopy();
    claimed
        .putObject("leader")
        .put("id", writer.masterId())
        .put("znode", writer.candidate())
        .put("epoch", writer.epoch());
    return new RegistryHeader(claimed);
  }

  byte[] write() {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
