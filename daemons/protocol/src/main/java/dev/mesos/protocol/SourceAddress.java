package dev.mesos.protocol;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/**
 * The address that our connections come from, so that peers see the one that listens.
 *
 * <p>A socket is bound to it only where the system would take another one: a socket that is bound
 * before it is connected takes a local port of which there are 28 000 for all peers together, and
 * Linux looks through those taken, so that each of 8 000 connections cost 4 ms. One that is only
 * connected shares its port with the connections to other peers.
 *
 * @param address an IP address, or {@code 0.0.0.0} for whatever the system takes
 */
record SourceAddress(String address) {

  private static final String ANY = "0.0.0.0";

  boolean isAny() {
    return address.equals(ANY);
  }

  /** Whether a connection to a peer has to be bound. Asks the system's routes and never waits. */
  boolean needsBinding(PeerAddress peer) {
    if (isAny()) {
      return false;
    }
    try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
      // of a datagram socket this sends nothing
      probe.connect(new InetSocketAddress(Inet4Address.ofLiteral(peer.host()), peer.port()));
      return !(probe.getLocalAddress() instanceof InetSocketAddress local)
          || !local.getAddress().equals(InetAddress.ofLiteral(address));
    } catch (IOException | IllegalArgumentException e) {
      return true; // a name, or nowhere: connecting will tell
    }
  }
}
