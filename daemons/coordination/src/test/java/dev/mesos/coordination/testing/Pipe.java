package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One way of one connection through a {@link CuttingProxy}. One thread reads and one writes, so
 * that a delay costs no throughput, and so that the end of a stream is held up like all else.
 */
final class Pipe {

  /** Reads what is special about the beginning of a stream, and tells what to send for it. */
  @FunctionalInterface
  interface Opening {

    /** Nothing is special. */
    Opening NONE = in -> new byte[0];

    byte[] read(InputStream in) throws IOException;
  }

  /** An empty one is the end. */
  private record Chunk(byte[] bytes, long cameAt) {}

  private final Socket from;
  private final Socket to;
  private final Gate gate;
  private final Opening opening;
  private final CountDownLatch ended;
  private final BlockingQueue<Chunk> held = new LinkedBlockingQueue<>();

  Pipe(Socket from, Socket to, Gate gate, Opening opening, CountDownLatch ended) {
    this.from = from;
    this.to = to;
    this.gate = gate;
    this.opening = opening;
    this.ended = ended;
  }

  void start() {
    Thread.ofVirtual().start(this::read);
    Thread.ofVirtual().start(this::write);
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      byte[] first = opening.read(in);
      if (first.length > 0) {
        held.add(new Chunk(first, System.nanoTime()));
      }
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        held.add(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime()));
      }
    } catch (IOException e) {
      // The connection was reset: to the other side that is its end, too.
    } finally {
      held.add(new Chunk(new byte[0], System.nanoTime()));
    }
  }

  private void write() {
    try {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = held.take(); chunk.bytes().length > 0; chunk = held.take()) {
        if (gate.pass(chunk.cameAt())) {
          out.write(chunk.bytes());
        }
      }
      gate.pass(System.nanoTime());
      to.shutdownOutput();
    } catch (IOException e) {
      // The reader has gone; the other direction tells the writer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }
}
