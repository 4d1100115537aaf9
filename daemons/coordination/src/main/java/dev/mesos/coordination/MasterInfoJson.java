package dev.mesos.coordination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link MasterInfo} as JSON: written exactly as Mesos writes it (keys sorted, numbers as numbers,
 * no blanks), read leniently (unknown keys, numbers in strings, and the absence of what can be
 * derived are forgiven). Thread-safe.
 */
public final class MasterInfoJson {

  /** More than any master writes; a larger znode is not worth parsing. */
  static final int LARGEST = 64 * 1024;

  private final ObjectMapper mapper = new ObjectMapper();

  /** The content of a {@code json.info_} znode, UTF-8. */
  public byte[] write(MasterInfo info) {
    try {
      return mapper.writeValueAsBytes(tree(info));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
    }
  }

  /** The same as a tree, for those who embed it in an answer of their own. */
  public ObjectNode tree(MasterInfo info) {
    ObjectNode root = mapper.createObjectNode();
    root.putObject("address")
        .put("hostname", info.address().hostname())
        .put("ip", info.address().ip())
        .put("port", info.address().port());
    ArrayNode capabilities = root.putArray("capabilities");
    info.capabilities().forEach(name -> capabilities.addObject().put("type", name));
    info.domain()
        .ifPresent(domain -> {
          ObjectNode fault = root.putObject("domain").putObject("fault_domain");
          fault.putObject("region").put("name", domain.region());
          fault.putObject("zone").put("name", domain.zone());
        });
    return root.put("hostname", info.hostname())
        .put("id", info.id())
        .put("ip", info.ip())
        .put("pid", info.pid())
        .put("port", info.port())
        .put("version", info.version());
  }

  /**
   * Reads the content of a {@code json.info_} znode.
   *
   * @throws UnreadableCandidateException if no master can be reached with what it says
   */
  public MasterInfo read(byte[] content) throws UnreadableCandidateException {
    JsonNode root = parse(content);
    if (!root.isObject()) {
      throw new UnreadableCandidateException("JSON, but not an object");
    }
    JsonNode address = root.path("address");
    MasterInfoFields fields = new MasterInfoFields();
    fields.id = text(root, "id");
    fields.ip = number(root, "ip", 0xffff_ffffL);
    fields.port = number(root, "port", 65_535);
    fields.pid = text(root, "pid");
    fields.hostname = text(root, "hostname");
    fields.version = text(root, "version");
    fields.addressHostname = text(address, "hostname");
    fields.addressIp = text(address, "ip");
    fields.addressPort = number(address, "port", 65_535);
    fields.capabilities = capabilities(root.path("capabilities"));
    fields.domain = domain(root.path("domain").path("fault_domain"));
    return fields.toMasterInfo();
  }

  private JsonNode parse(byte[] content) throws UnreadableCandidateException {
    if (content.length == 0) {
      throw new UnreadableCandidateException("empty");
    }
    if (content.length > LARGEST) {
      throw new UnreadableCandidateException(
          content.length + " bytes, more than the " + LARGEST + " that are read");
    }
    try {
      // Strictly: Jackson would let malformed bytes pass outside of strings.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return mapper.readTree(text);
    } catch (CharacterCodingException e) {
      throw new UnreadableCandidateException("not UTF-8");
    } catch (IOException | RuntimeException e) {
      throw new UnreadableCandidateException("not JSON");
    }
  }

  private static String text(JsonNode object, String key) throws UnreadableCandidateException {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new UnreadableCandidateException("'" + key + "' is not a string");
    }
    return value.textValue();
  }

  private static long number(JsonNode object, String key, long largest)
      throws UnreadableCandidateException {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return MasterInfoFields.ABSENT;
    }
    long number = value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    if (value.isTextual() && value.textValue().matches("[0-9]{1,10}")) {
      number = Long.parseLong(value.textValue());
    }
    if (number < 0 || number > largest) {
      throw new UnreadableCandidateException("'" + key + "' is not a number up to " + largest);
    }
    return number;
  }

  private static List<String> capabilities(JsonNode array) {
    List<String> names = new ArrayList<>();
    for (JsonNode capability : array) {
      if (capability.path("type").isTextual()) {
        names.add(capability.path("type").textValue());
      }
    }
    return names;
  }

  private static Optional<MasterInfo.Domain> domain(JsonNode fault) {
    String region = fault.path("region").path("name").asText("");
    String zone = fault.path("zone").path("name").asText("");
    return region.isEmpty() || zone.isEmpty()
        ? Optional.empty()
        : Optional.of(new MasterInfo.Domain(region, zone));
  }
}
