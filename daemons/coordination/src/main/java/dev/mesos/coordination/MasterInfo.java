package dev.mesos.coordination;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * What a master says about itself in its candidate znode: Mesos's {@code MasterInfo}. Nothing is
 * optional but the domain; what an old master left out is derived on reading.
 *
 * @param id fresh for each start of a master
 * @param ip the IPv4 address as an unsigned 32-bit number in network byte order, stored raw as
 *     Mesos does on little-endian machines: 127.0.0.1 is 16777343
 * @param port 1 to 65535
 * @param pid {@code master@ip:port}
 * @param hostname a name that resolves for clients, else the address
 * @param version digits and dots only, as clients take it apart; empty if unknown
 * @param address the modern form of ip and port
 * @param capabilities names such as {@code AGENT_UPDATE}
 * @param domain region and zone
 */
public record MasterInfo(
    String id,
    long ip,
    int port,
    String pid,
    String hostname,
    String version,
    Address address,
    List<String> capabilities,
    Optional<Domain> domain) {

  /** Where a master listens. {@code ip} is dotted. */
  public record Address(String hostname, String ip, int port) {}

  /** The fault domain of a master. */
  public record Domain(String region, String zone) {}

  /** Copies the list. */
  public MasterInfo {
    capabilities = List.copyOf(capabilities);
  }

  /** A master of ours that listens on (or advertises) the given address. */
  public static MasterInfo of(
      String id, Inet4Address ip, int port, String hostname, String version, List<String> caps) {
    String dotted = ip.getHostAddress();
    return new MasterInfo(
        id,
        PackedIp.pack(ip.getAddress()),
        port,
        "master@" + dotted + ":" + port,
        hostname,
        version,
        new Address(hostname, dotted, port),
        caps,
        Optional.empty());
  }

  /** The same master in a fault domain. */
  public MasterInfo withDomain(Domain other) {
    return new MasterInfo(
        id, ip, port, pid, hostname, version, address, capabilities, Optional.of(other));
  }
}
