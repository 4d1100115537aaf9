package dev.mesos.bench.process;

import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Sightings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A process that stands in an election, and can be started again after its end. Thread-safe. */
public final class Contestant implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String id;
  private final Starter starter;
  private final Sightings sightings;
  private final Path log;
  private final boolean supervised;
  private final Queue<Long> ends = new ConcurrentLinkedQueue<>();
  private Program program;
  private boolean closed;
  private volatile boolean saysItStands;

  /**
   * Starts it.
   *
   * @param id its name in the election, {@code 127.0.0.1:PORT}; the port is free
   * @param sightings of the same election
   * @param supervised whether it is started again at once, whenever it has ended
   */
  public Contestant(String id, Starter starter, Sightings sightings, Path log, boolean supervised) {
    this.id = id;
    this.starter = starter;
    this.sightings = sightings;
    this.log = log;
    this.supervised = supervised;
    this.program = launch();
  }

  private Program launch() {
    saysItStands = false;
    Program launched =
        starter.start(
            id,
            log,
            line -> {
              if (line.equals(Starter.STANDS)) {
                saysItStands = true;
              }
            });
    launched.onExit(this::ended);
    return launched;
  }

  private void ended() {
    ends.add(System.nanoTime());
    if (supervised) {
      restart();
    }
  }

  /** Its name in the election. */
  public String id() {
    return id;
  }

  /** The process of now. */
  public synchronized Program program() {
    return program;
  }

  /** When its processes ended, by {@link System#nanoTime()}. */
  public List<Long> ends() {
    return List.copyOf(ends);
  }

  /** Where its processes write. */
  public Path log() {
    return log;
  }

  /** Starts it again; its process must have ended. */
  public synchronized void restart() {
    if (!closed) {
      program = launch();
    }
  }

  /** Waits until it leads or is in the queue. */
  public void awaitStanding() throws InterruptedException {
    Patience.until(
        id + " does not stand; see " + log, PATIENCE, () -> saysItStands || sightings.stands(id));
  }

  @Override
  public synchronized void close() {
    closed = true;
    program.close();
  }
}
