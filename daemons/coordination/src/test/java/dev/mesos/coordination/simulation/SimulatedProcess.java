package dev.mesos.coordination.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process on a machine of its own, with its own clock.
 *
 * <ul>
 *   <li>{@link #suspend} holds back whatever it would do; its clock goes on, and its machine still
 *       accepts connections and bytes, as after SIGSTOP or in a long garbage collection. After
 *       {@link #resume} what was held happens in no particular order, as with many threads.
 *   <li>{@link #kill} ends it, and its machine closes its connections; {@link #vanish} ends the
 *       machine too, and nobody is told. {@link #start} starts the next incarnation.
 * </ul>
 */
public class SimulatedProcess {

  private static final long RESUMING = 2_000_000;

  private final String name;
  private final Clock clock;
  private final VirtualTime time;
  private final List<VirtualTime.Event> held = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final Map<Integer, Acceptor> acceptors = new HashMap<>();
  private boolean running;
  private boolean suspended;
  private boolean machineUp = true;
  private int incarnation;

  /** Not started yet. */
  protected SimulatedProcess(String name, Clock clock, VirtualTime time) {
    this.name = name;
    this.clock = clock;
    this.time = time;
  }

  public final String name() {
    return name;
  }

  public final Clock clock() {
    return clock;
  }

  public final VirtualTime time() {
    return time;
  }

  public final Dice dice() {
    return time.dice();
  }

  /** What its clock shows. */
  public final long now() {
    return clock.at(time.now());
  }

  public final boolean running() {
    return running;
  }

  public final boolean suspended() {
    return suspended;
  }

  /** Whether it is there and does something. */
  public final boolean acting() {
    return running && !suspended;
  }

  /** Counts its starts. */
  public final int incarnation() {
    return incarnation;
  }

  /** Writes a line to the trace. */
  public final void note(String what) {
    time.note(name, what);
  }

  /** Does something once its own clock shows the given time, if it still runs then. */
  public final void at(long shown, Runnable action) {
    time.schedule(clock.when(shown), this, action);
  }

  /** Does something after a while by its own clock, if it still runs then. */
  public final void after(long nanos, Runnable action) {
    at(now() + nanos, action);
  }

  void atTrueTime(long when, Runnable action) {
    time.schedule(when, this, action);
  }

  final void happen(VirtualTime.Event event) {
    if (!running || event.incarnation() != incarnation) {
      return;
    }
    if (suspended) {
      held.add(event);
    } else {
      event.action().run();
    }
  }

  /** Starts it, unless it runs. */
  public final void start() {
    if (!running) {
      running = true;
      machineUp = true;
      suspended = false;
      incarnation++;
      started();
    }
  }

  /** What it does first. */
  protected void started() {}

  /** Stops it in its tracks. */
  public final void suspend() {
    if (running && !suspended) {
      note("is suspended");
      suspended = true;
    }
  }

  /** Lets it go on. */
  public final void resume() {
    if (running && suspended) {
      note("is resumed");
      suspended = false;
      for (VirtualTime.Event event : held) {
        long delay = dice().chance(0.5) ? 0 : dice().between(0, RESUMING);
        time.schedule(time.now() + delay, this, event.action());
      }
      held.clear();
      resumed();
    }
  }

  /** What happens right after it was let go on. */
  protected void resumed() {}

  /** Ends it without a word; its machine closes its connections. */
  public final void kill() {
    if (running) {
      note("is killed");
      end();
      for (Socket socket : List.copyOf(sockets)) {
        socket.close();
      }
      sockets.clear();
      ended();
    }
  }

  /** Ends it with its machine: whoever is connected to it hears nothing. */
  public final void vanish() {
    if (running) {
      note("is gone with its machine");
      end();
      machineUp = false;
      for (Socket socket : sockets) {
        socket.forget();
      }
      sockets.clear();
      ended();
    }
  }

  private void end() {
    running = false;
    suspended = false;
    held.clear();
    acceptors.clear();
  }

  /** What is to be forgotten with it. */
  protected void ended() {}

  final boolean machineUp() {
    return machineUp;
  }

  /** From now on accepts connections. */
  public final void listen(int port, Acceptor acceptor) {
    acceptors.put(port, acceptor);
  }

  /** From now on refuses them. */
  public final void unlisten(int port) {
    acceptors.remove(port);
  }

  @Nullable Acceptor acceptor(int port) {
    return acceptors.get(port);
  }

  List<Socket> sockets() {
    return sockets;
  }

  void opened(Socket socket) {
    sockets.add(socket);
  }

  void closed(Socket socket) {
    sockets.remove(socket);
  }

  @Override
  public final String toString() {
    return name;
  }
}
