package dev.mesos.protocol;

import java.util.Objects;

/**
 * The name of a libprocess process, {@code id@ip:port}, for example {@code slave(1)@10.0.0.2:5051}.
 * It names no incarnation: a program that restarts at the same address has the same names.
 *
 * @param id the process within its program, for example {@code master}
 * @param address where its program listens
 */
public record Upid(String id, PeerAddress address) {

  public Upid {
    Objects.requireNonNull(address);
    if (id.isEmpty() || id.indexOf('@') >= 0 || id.indexOf('/') >= 0 || hasControlOrSpace(id)) {
      throw new IllegalArgumentException(
          "'" + id + "' is not the id of a process: write it as in master@10.0.0.1:5050");
    }
  }

  public Upid(String id, String host, int port) {
    this(id, new PeerAddress(host, port));
  }

  /**
   * Reads {@code id@ip:port}.
   *
   * @throws IllegalArgumentException naming the text, if it has another form
   */
  public static Upid parse(String text) {
    int at = text.indexOf('@');
    int colon = text.lastIndexOf(':');
    if (at < 1 || colon <= at + 1 || hasControlOrSpace(text)) {
      throw malformed(text);
    }
    try {
      int port = Integer.parseInt(text, colon + 1, text.length(), 10);
      return new Upid(text.substring(0, at), text.substring(at + 1, colon), port);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a process: write it as id@ip:port, for example master@10.0.0.1:5050");
  }

  private static boolean hasControlOrSpace(String text) {
    return text.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
  }

  @Override
  public String toString() {
    return id + "@" + address;
  }
}
