package dev.mesos.coordination.simulation;

import java.util.List;

/**
 * What can happen to machines and the network between them, for a while each.
 *
 * <p>Whatever is done here is undone by {@link #heal}, and nothing that was begun before goes on
 * after that.
 */
public final class Faults {

  private static final long SOON = 60_000_000;

  private final VirtualTime time;
  private final Network network;
  private final Dice dice;
  private int era;

  /** Nothing has happened yet. */
  public Faults(VirtualTime time, Network network) {
    this.time = time;
    this.network = network;
    this.dice = time.dice();
  }

  private void later(long nanos, Runnable action) {
    int mine = era;
    time.after(
        nanos,
        () -> {
          if (mine == era) {
            action.run();
          }
        });
  }

  /** Cuts one direction. */
  public void cut(SimulatedProcess from, SimulatedProcess to, long nanos) {
    if (from == to) {
      return;
    }
    Link link = network.link(from, to);
    link.block();
    later(nanos, link::heal);
    if (dice.chance(0.3)) {
      later(dice.between(0, nanos), () -> reset(from, to));
    }
  }

  /** Holds up one direction; no connection breaks by that. */
  public void stall(SimulatedProcess from, SimulatedProcess to, long nanos) {
    if (from != to) {
      Link link = network.link(from, to);
      link.block();
      later(nanos, link::heal);
    }
  }

  /** Cuts both directions; they need not heal at the same time. */
  public void part(SimulatedProcess one, SimulatedProcess other, long nanos) {
    cut(one, other, nanos);
    cut(other, one, dice.chance(0.5) ? nanos : dice.between(nanos / 2, nanos));
  }

  /** Cuts a machine off from the others: in what it hears, in what it says, or both. */
  public void isolate(SimulatedProcess one, List<? extends SimulatedProcess> others, long nanos) {
    int which = dice.below(3);
    for (SimulatedProcess other : others) {
      if (other != one) {
        if (which != 0) {
          cut(one, other, nanos);
        }
        if (which != 1) {
          cut(other, one, nanos);
        }
      }
    }
  }

  /** One direction stalls and heals; then, at once or nearly so, the other breaks. */
  public void stallAndBreak(SimulatedProcess from, SimulatedProcess to, long stalled, long broken) {
    if (from == to) {
      return;
    }
    network.link(from, to).block();
    later(
        stalled,
        () -> {
          network.link(from, to).heal();
          later(
              dice.chance(0.5) ? 0 : dice.upTo(SOON),
              () -> {
                network.link(to, from).block();
                later(broken, network.link(to, from)::heal);
                if (dice.chance(0.5)) {
                  later(dice.upTo(broken), () -> reset(from, to));
                }
              });
        });
  }

  /** Makes one direction slow. */
  public void slow(SimulatedProcess from, SimulatedProcess to, long delay, long nanos) {
    Link link = network.link(from, to);
    link.delay(dice.chance(0.5) ? delay : 0, delay);
    later(nanos, link::fast);
  }

  /** One machine gives up a connection to the other; that one need not hear of it. */
  public void reset(SimulatedProcess one, SimulatedProcess other) {
    List<Socket> open = network.between(one, other);
    if (!open.isEmpty()) {
      dice.pick(open).giveUp();
    }
  }

  /** Stops a process in its tracks. */
  public void pause(SimulatedProcess process, long nanos) {
    process.suspend();
    later(nanos, process::resume);
  }

  /** Ends a process, with or without its machine; whoever cares starts it again. */
  public void crash(SimulatedProcess process) {
    if (dice.chance(0.6)) {
      process.kill();
    } else {
      process.vanish();
    }
  }

  /** Ends a process and starts it again after a while. */
  public void restart(SimulatedProcess process, long nanos) {
    crash(process);
    later(nanos, process::start);
  }

  /** Undoes all of it. */
  public void heal(List<? extends SimulatedProcess> processes) {
    era++;
    time.note("world", "is healed");
    network.heal();
    for (SimulatedProcess process : processes) {
      process.resume();
      process.start();
    }
  }
}
