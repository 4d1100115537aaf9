package dev.mesos.protocol;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages as HTTP/1.1 requests, byte for byte as Mesos writes and reads them. Pure functions. */
public final class LibprocessCodec {

  /** Names the sender; makes a POST a message. */
  public static final String FROM = "Libprocess-From";

  /**
   * The epoch of the election that the sender acts in, decimal. Ours alone: Mesos neither sends nor
   * minds it.
   */
  public static final String EPOCH = "Mesos-Epoch";

  /**
   * In the answer to a message that its process has and will act on. Ours alone: Mesos answers 202
   * to all that arrives, also to what it drops.
   */
  static final String DELIVERY = "Mesos-Delivery";

  private static final String USER_AGENT = "User-Agent";
  private static final String AGENT_PREFIX = "libprocess/";
  private static final String UNRESERVED = "-_.!~*'()";

  private LibprocessCodec() {}

  /** What a request is. */
  public sealed interface Decoded {
    /** A message, to be completed with the request's body. */
    record Head(Upid from, String to, String name, OptionalLong epoch) implements Decoded {
      public LibprocessMessage withBody(ByteString body) {
        return new LibprocessMessage(from, to, name, body, epoch);
      }
    }

    /** An ordinary HTTP request. */
    record NotAMessage() implements Decoded {}

    /** Meant as a message, but not readable as one. */
    record Malformed(String reason) implements Decoded {}
  }

  /**
   * Tells what a request is by its head alone.
   *
   * @param path of the request as sent: percent-encoded, without the query
   * @param header gives a header's value by its (case-insensitive) name, or null
   */
  public static Decoded decode(
      String method, String path, Function<String, @Nullable String> header) {
    String sender = sender(header);
    if (!method.equals("POST") || sender == null) {
      return new Decoded.NotAMessage();
    }
    int slash = path.indexOf('/', 1);
    if (slash < 2 || slash == path.length() - 1) {
      return new Decoded.Malformed("the path '" + path + "' is not /process/message");
    }
    try {
      String to =
          URLDecoder.decode(path.substring(1, slash).replace("+", "%2B"), StandardCharsets.UTF_8);
      String name =
          URLDecoder.decode(path.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
      return new Decoded.Head(Upid.parse(sender), to, name, epoch(header.apply(EPOCH)));
    } catch (IllegalArgumentException e) {
      return new Decoded.Malformed(
          "the request to '" + path + "' is no message: " + e.getMessage());
    }
  }

  private static @Nullable String sender(Function<String, @Nullable String> header) {
    String from = header.apply(FROM);
    if (from != null) {
      return from.strip();
    }
    String agent = header.apply(USER_AGENT);
    return agent != null && agent.startsWith(AGENT_PREFIX)
        ? agent.substring(AGENT_PREFIX.length()).strip()
        : null;
  }

  private static OptionalLong epoch(@Nullable String value) {
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the header " + EPOCH + ": '" + value + "' is not a whole number", e);
    }
  }

  /**
   * The request that carries a message: one chunk, or neither body nor length when the message is
   * empty.
   */
  public static byte[] encode(LibprocessMessage message) {
    StringBuilder head = new StringBuilder(256);
    head.append("POST /")
        .append(escape(message.to()))
        .append('/')
        .append(escape(message.name()))
        .append(" HTTP/1.1\r\n");
    head.append(USER_AGENT + ": " + AGENT_PREFIX).append(message.from()).append("\r\n");
    head.append(FROM + ": ").append(message.from()).append("\r\n");
    message.epoch().ifPresent(epoch -> head.append(EPOCH + ": ").append(epoch).append("\r\n"));
    head.append("Connection: Keep-Alive\r\nHost: \r\n");
    int length = message.body().size();
    if (length > 0) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + length + 16);
    request.writeBytes(ascii(head.toString()));
    if (length > 0) {
      request.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
      request.writeBytes(message.body().toByteArray());
      request.writeBytes(ascii("\r\n0\r\n\r\n"));
    }
    return request.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Percent-encodes what may not stand in a path; leaves parentheses, as Mesos does. */
  private static String escape(String segment) {
    StringBuilder escaped = new StringBuilder(segment.length());
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
