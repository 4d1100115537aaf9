package dev.mesos.coordination.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below those that systems give to outgoing
 * connections: a member that restarts would lose its port to one of these.
 */
public final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int END = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** That many, which were free a moment ago. */
  public static List<Integer> find(int count) throws IOException {
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (int i = 0; i < ATTEMPTS && taken.size() < count; i++) {
        take(ThreadLocalRandom.current().nextInt(FIRST, END), taken);
      }
      if (taken.size() < count) {
        throw new IOException("no " + count + " free ports from " + FIRST + " to " + END);
      }
      return taken.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : taken) {
        socket.close();
      }
    }
  }

  private static void take(int port, List<ServerSocket> taken) {
    try {
      taken.add(new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")));
    } catch (IOException e) {
      // Somebody has it: another one will do.
    }
  }
}
