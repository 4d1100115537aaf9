package dev.mesos.protocol;

import java.util.Objects;

/**
 * Where processes of one program listen: an IP address (or a name) and a port.
 *
 * @param host never empty, without brackets
 * @param port 1 to 65535
 */
public record PeerAddress(String host, int port) {

  public PeerAddress {
    Objects.requireNonNull(host);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a peer's address needs a host, as in 10.0.0.1:5050");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "port " + port + " of " + host + " is not between 1 and 65535");
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
