package dev.mesos.coordination;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what masters of all ages left in their znodes. Thread-safe. */
final class CandidateReader {

  private static final int LONGEST_PID = 300;
  private static final Pattern PID = Pattern.compile("([^@\\s]+)@([0-9.]+):([0-9]{1,5})");

  private final MasterInfoJson json = new MasterInfoJson();

  MasterInfo read(MemberName name, byte[] content) throws UnreadableCandidateException {
    return switch (name.label()) {
      case MemberName.JSON_LABEL -> json.read(content);
      case MemberName.PROTOBUF_LABEL -> MasterInfoProtobuf.read(content);
      case "" -> fromPid(content);
      default -> throw new UnreadableCandidateException("unknown label '" + name.label() + "'");
    };
  }

  /** Masters of 2013 wrote nothing but their address. It serves as the id, too. */
  private static MasterInfo fromPid(byte[] content) throws UnreadableCandidateException {
    if (content.length == 0) {
      throw new UnreadableCandidateException("empty");
    }
    Matcher pid =
        PID.matcher(
            new String(
                content, 0, Math.min(content.length, LONGEST_PID), StandardCharsets.US_ASCII));
    if (!pid.matches() || PackedIp.parse(pid.group(2)) < 0) {
      throw new UnreadableCandidateException("no label, and not of the form master@ip:port");
    }
    MasterInfoFields fields = new MasterInfoFields();
    fields.id = pid.group();
    fields.pid = pid.group();
    fields.addressIp = pid.group(2);
    fields.port = Long.parseLong(pid.group(3));
    fields.capabilities = List.of();
    fields.domain = Optional.empty();
    return fields.toMasterInfo();
  }
}
