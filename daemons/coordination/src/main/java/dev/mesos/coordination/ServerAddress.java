package dev.mesos.coordination;

import java.util.regex.Pattern;

/**
 * A host and a port, not resolved: names are looked up at each connection attempt, never here.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%a-z]*");

  /** Refuses hosts that no resolver could know, and impossible ports. */
  public ServerAddress {
    if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw new InvalidAddressException(
          "'" + host + "' is not a host: write a name or an IP address, as in zookeeper-0.zk:2181");
    }
    if (port < 1 || port > 65_535) {
      throw new InvalidAddressException(
          "port " + port + " of host '" + host + "' is not between 1 and 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @param defaultPort the port when there is none; 0 when one has to be given
   */
  static ServerAddress parse(String text, int defaultPort) {
    int colon = text.startsWith("[") ? text.indexOf(':', text.indexOf(']') + 1) : text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
      if (host.indexOf(':') < 0) {
        throw new InvalidAddressException("'[" + host + "]' is not an IPv6 address");
      }
    }
    if (host.isEmpty()) {
      throw new InvalidAddressException("'" + text + "' names no host: write host:port");
    }
    if (colon < 0) {
      if (defaultPort == 0) {
        throw new InvalidAddressException("'" + text + "' has no port: write " + text + ":5050");
      }
      return new ServerAddress(host, defaultPort);
    }
    return new ServerAddress(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidAddressException(
          "'" + text + "' has no port between 1 and 65535 after the colon: write host:port");
    }
    return Integer.parseInt(digits);
  }

  /** As ZooKeeper's connect string wants it: {@code host:port}, IPv6 in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
