package dev.mesos.master;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where this machine is. */
final class HostLookup {

  private HostLookup() {}

  /**
   * The address to tell others: the one given, else the one listened on, else the machine's own.
   *
   * @throws IllegalArgumentException when the one to tell is no IPv4 address
   */
  static Inet4Address advertised(Optional<String> given, String listenAddress) {
    if (given.isPresent()) {
      return ipv4("advertise_ip", given.get());
    }
    InetAddress listen = resolve("ip", listenAddress);
    return listen.isAnyLocalAddress() ? local() : ipv4("ip", listenAddress);
  }

  /** The name of an address, or the address itself when there is none. */
  static String name(Inet4Address address, boolean lookup) {
    return lookup ? address.getCanonicalHostName() : address.getHostAddress();
  }

  private static Inet4Address local() {
    try {
      if (InetAddress.getLocalHost() instanceof Inet4Address local) {
        return local;
      }
    } catch (UnknownHostException e) {
      throw noLocalAddress(e);
    }
    throw noLocalAddress(null);
  }

  private static IllegalArgumentException noLocalAddress(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "this host's own IPv4 address cannot be found: give it by --advertise_ip", cause);
  }

  private static Inet4Address ipv4(String flag, String text) {
    if (resolve(flag, text) instanceof Inet4Address address && !address.isAnyLocalAddress()) {
      return address;
    }
    throw new IllegalArgumentException(
        "flag --" + flag + "='" + text + "' is no IPv4 address of a host: write one like 10.0.0.1");
  }

  private static InetAddress resolve(String flag, String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "flag --" + flag + "='" + text + "' does not resolve: write an address like 10.0.0.1", e);
    }
  }
}
