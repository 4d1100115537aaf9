package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;

/** A process that takes what arrives one by one, in its order. */
abstract class Actor extends SimulatedProcess {

  private final Deque<Runnable> inbox = new ArrayDeque<>();

  Actor(String name, Clock clock, VirtualTime time) {
    super(name, clock, time);
  }

  /** Something is to be dealt with, behind all that came before. */
  final void arrives(Runnable something) {
    if (running()) {
      inbox.add(something);
      after(0, this::next);
    }
  }

  private void next() {
    Runnable next = inbox.poll();
    if (next != null) {
      next.run();
    }
  }

  @Override
  protected void ended() {
    inbox.clear();
  }

  /** A connection to or from another process has ended. */
  abstract void broken(Actor other);
}
