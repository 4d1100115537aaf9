package dev.mesos.local.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;

/**
 * A range {@code 127.64.N.1-254} of loopback addresses that this cluster has for itself, claimed by
 * a lock file that the operating system releases when the process ends, however it ends.
 *
 * <p>Addresses are handed out in turn, so that one is not reused while anyone may remember it.
 * Thread-safe.
 */
public final class AddressRange implements AutoCloseable {

  private static final int LAST_HOST = 254;

  private final int subnet;
  private final Path watchdogLock;
  private final FileChannel channel;
  private final BitSet used = new BitSet();
  private int next = 1;

  private AddressRange(int subnet, Path watchdogLock, FileChannel channel) {
    this.subnet = subnet;
    this.watchdogLock = watchdogLock;
    this.channel = channel;
  }

  /**
   * Claims the first free range.
   *
   * @param lockFolder a folder that all clusters of this machine share; created if missing
   * @throws IOException if this machine has no such addresses (macOS) or all ranges are taken
   */
  public static AddressRange claim(Path lockFolder) throws IOException {
    requireLoopbackNetwork();
    Files.createDirectories(lockFolder);
    for (int subnet = 0; subnet < 256; subnet++) {
      Optional<AddressRange> range = tryClaim(lockFolder, subnet);
      if (range.isPresent()) {
        return range.get();
      }
    }
    throw new IOException(
        "All 256 address ranges 127.64.0-255.x are taken by other embedded clusters (locks in "
            + lockFolder
            + "). Stop one of them.");
  }

  /** The lock that the watchdog holds as long as processes of this range may be left. */
  Path watchdogLock() {
    return watchdogLock;
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
    channel.close();
  }

  private static Optional<AddressRange> tryClaim(Path folder, int subnet) throws IOException {
    FileChannel channel = open(folder.resolve("127.64." + subnet + ".lock"));
    Path watchdogLock = folder.resolve("127.64." + subnet + ".watchdog.lock");
    if (tryLock(channel)) {
      // a predecessor may be gone while its watchdog is still clearing up behind it
      try (FileChannel other = open(watchdogLock)) {
        if (tryLock(other)) {
          return Optional.of(new AddressRange(subnet, watchdogLock, channel));
        }
      }
    }
    channel.close();
    return Optional.empty();
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
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
