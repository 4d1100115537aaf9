package dev.mesos.coordination.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks again and again whether candidates believe that they lead, each on a thread of its own, and
 * keeps what it sees.
 */
public final class BeliefRecorder implements AutoCloseable {

  /** Somebody who may believe that it leads. */
  public interface Believer {

    /** Whether it does. */
    boolean leads();

    /** The epoch of its candidacy; empty while it has none. */
    OptionalLong epoch();
  }

  private final Duration pause;
  private final List<Looker> lookers = new ArrayList<>();

  /** Watches nobody yet; pauses that long between two looks. */
  public BeliefRecorder(Duration pause) {
    this.pause = pause;
  }

  /** Looks from now on. */
  public void watch(String who, Believer believer) {
    Looker looker = new Looker(who, believer);
    lookers.add(looker);
    looker.thread.start();
  }

  /** What was seen so far. */
  public Beliefs beliefs() {
    List<Look> all = new ArrayList<>();
    lookers.forEach(looker -> all.addAll(looker.looks()));
    return Beliefs.of(all);
  }

  /** Ends all looking. */
  @Override
  public void close() {
    lookers.forEach(looker -> looker.thread.interrupt());
  }

  /**
   * Looks once.
   *
   * @return empty if the candidacy changed meanwhile, so that the epoch of what was seen is not
   *     known
   */
  public static Optional<Look> look(String who, Believer believer) {
    OptionalLong epoch = believer.epoch();
    long before = System.nanoTime();
    boolean leads = believer.leads();
    long after = System.nanoTime();
    return epoch.equals(believer.epoch())
        ? Optional.of(new Look(who, before, after, leads, epoch.orElse(Look.NO_EPOCH)))
        : Optional.empty();
  }

  /** One thread, and the looks at which something changed, with the last before each change. */
  private final class Looker {

    private final String who;
    private final Believer believer;
    private final List<Look> kept = new ArrayList<>();
    private final Thread thread;

    Looker(String who, Believer believer) {
      this.who = who;
      this.believer = believer;
      this.thread = Thread.ofPlatform().daemon().name("look " + who).unstarted(this::run);
    }

    private void run() {
      while (!Thread.interrupted()) {
        look(who, believer).ifPresent(this::keep);
        LockSupport.parkNanos(pause.toNanos());
      }
    }

    /** The first and the last of equal looks say what all of them do. */
    private synchronized void keep(Look look) {
      int size = kept.size();
      if (size >= 2 && same(kept.get(size - 1), look) && same(kept.get(size - 2), look)) {
        kept.removeLast();
      }
      kept.add(look);
    }

    private boolean same(Look one, Look other) {
      return one.leads() == other.leads() && one.epoch() == other.epoch();
    }

    synchronized List<Look> looks() {
      return List.copyOf(kept);
    }
  }
}
