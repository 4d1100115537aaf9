package dev.mesos.local.kubelet;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.Optional;

/**
 * A range {@code 127.64.N.1-254} of loopback addresses that this cluster has for itself.
 *
 * <p>It is claimed by listening on {@code 127.64.N.255}: that holds for all users of the machine,
 * and ends with the process, however it ends. Addresses are handed out in turn, so that one is not
 * reused while anyone may remember it. Thread-safe.
 */
public final class AddressRange implements AutoCloseable {

  private static final int LAST_HOST = 254;
  private static final int CLUSTER_PORT = 6464;
  private static final int WATCHDOG_PORT = 6465;

  private final int subnet;
  private final ServerSocket claim;
  private final BitSet used = new BitSet();
  private int next = 1;

  private AddressRange(int subnet, ServerSocket claim) {
    this.subnet = subnet;
    this.claim = claim;
  }

  /**
   * Claims the first free range.
   *
   * @throws IOException if this machine has no such addresses (macOS) or all ranges are taken
   */
  public static AddressRange claim() throws IOException {
    requireLoopbackNetwork();
    for (int subnet = 0; subnet < 256; subnet++) {
      Optional<ServerSocket> claim = listen(subnet, CLUSTER_PORT);
      if (claim.isEmpty()) {
        continue;
      }
      // a predecessor may be gone while its watchdog is still clearing up behind it
      Optional<ServerSocket> watchdog = listen(subnet, WATCHDOG_PORT);
      if (watchdog.isPresent()) {
        watchdog.get().close();
        return new AddressRange(subnet, claim.get());
      }
      claim.get().close();
    }
    throw new IOException(
        "All 256 address ranges 127.64.0-255.x are taken by other embedded clusters. Stop one.");
  }

  /** The range's number. */
  int subnet() {
    return subnet;
  }

  /** What the watchdog holds as long as processes of the range may be left; empty if it is held. */
  static Optional<ServerSocket> claimForWatchdog(int subnet) throws IOException {
    return listen(subnet, WATCHDOG_PORT);
  }

  /**
   * Takes a free address.
   *
   * @throws IllegalStateException if all 254 are in use
   */
  public synchronized String take() {
    for (int i = 0; i < LAST_HOST; i++) {
      int host = next;
      next = next % LAST_HOST + 1;
      if (!used.get(host)) {
        used.set(host);
        return "127.64." + subnet + "." + host;
      }
    }
    throw new IllegalStateException(
        "All 254 pod addresses of 127.64." + subnet + ".x are in use. Delete pods.");
  }

  /** Gives an address back. */
  public synchronized void release(String address) {
    used.clear(Integer.parseInt(address.substring(address.lastIndexOf('.') + 1)));
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }

  private static Optional<ServerSocket> listen(int subnet, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      InetAddress address =
          InetAddress.getByAddress(new byte[] {127, 64, (byte) subnet, (byte) 255});
      socket.bind(new InetSocketAddress(address, port), 1);
      return Optional.of(socket);
    } catch (BindException e) {
      socket.close();
      return Optional.empty();
    }
  }

  private static void requireLoopbackNetwork() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.64.0.1"))) {
      if (!socket.isBound()) {
        throw new IOException("127.64.0.1 cannot be bound.");
      }
    } catch (IOException e) {
      throw new IOException(
          "The embedded cluster gives each pod an address 127.64.x.y, and this machine does not let a"
              + " program listen on 127.64.0.1 ("
              + e.getMessage()
              + "). Linux does by default; macOS has only 127.0.0.1: there use a Linux container or"
              + " virtual machine, or a real cluster (make quickstart CONTEXT=name).",
          e);
    }
  }
}
