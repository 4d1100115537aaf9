package dev.mesos.coordination.simulation;

import java.util.ArrayList;
import java.util.List;

/** The way from one machine to another: how long it takes, and whether anything gets through. */
public final class Link {

  private static final long SPIKE = 3_000_000_000L;
  private static final long RETRANSMISSION = 400_000_000;

  private static final long SHORTEST = 100_000;
  private static final long JITTER = 2_000_000;

  private final VirtualTime time;
  private final String name;
  private final List<Socket> waiting = new ArrayList<>();
  private long shortest = SHORTEST;
  private long jitter = JITTER;
  private boolean cut;

  Link(VirtualTime time, String name) {
    this.time = time;
    this.name = name;
  }

  /** Whether nothing gets through. */
  public boolean cut() {
    return cut;
  }

  /** Nothing gets through any more: bytes wait in the sender's machine. */
  public void block() {
    if (!cut) {
      cut = true;
      time.note(name, "is cut");
    }
  }

  /** Gets going again: what waits is sent anew. */
  public void heal() {
    if (cut) {
      cut = false;
      time.note(name, "is healed");
      List<Socket> senders = List.copyOf(waiting);
      waiting.clear();
      for (Socket sender : senders) {
        sender.retransmit(time.dice().upTo(RETRANSMISSION));
      }
    }
  }

  /** From now on takes so long, with a random part on top, in nanoseconds. */
  public void delay(long least, long random) {
    shortest = least;
    jitter = random;
  }

  /** From now on is as fast as in the beginning. */
  public void fast() {
    delay(SHORTEST, JITTER);
  }

  long delay() {
    return shortest + time.lasts(jitter, SPIKE);
  }

  void waits(Socket sender) {
    if (!waiting.contains(sender)) {
      waiting.add(sender);
    }
  }
}
