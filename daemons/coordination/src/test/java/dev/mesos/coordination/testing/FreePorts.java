package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below those that systems give to outgoing
 * connections: a member that restarts would lose its port to one of these. Within this JVM none is
 * given twice: ensembles that start at once would meet, and a ZooKeeper server that finds its port
 * taken ends the JVM. JVMs that a module's tests are shared out to have ports of their own.
 */
public final class FreePorts {

  private static final int COUNT = 4_000;
  private static final int FIRST = 15_000 + COUNT * (fork() % 4);
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** Which of these JVMs this is: Surefire counts from 1, and says nothing to others. */
  private static int fork() {
    return Integer.getInteger("surefire.forkNumber", 0);
  }

  /** One, which was free a moment ago. */
  public static int findOne() {
    try {
      return find(1).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That many, which were free a moment ago. */
  public static List<Integer> find(int count) throws IOException {
    List<Integer> free = new ArrayList<>();
    for (int tried = 0; free.size() < count; tried++) {
      if (tried == COUNT) {
        throw new IOException("no " + count + " free ports from " + FIRST + " on");
      }
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        free.add(port);
      }
    }
    return free;
  }

  private static boolean isFree(int port) {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return taken.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
