package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.master.registry.RegistryAction;
import dev.mesos.master.registry.RegistryEvent;
import java.util.function.Consumer;

/** How the processes of a simulated cluster elect, and where their registry is. */
interface Coordination {

  /** A master's part in the election, during one run of its process. */
  interface Seat {

    /** Connects, and stands. */
    void start();

    /** Stands again. */
    void contend();

    /** Whether it leads and may act. */
    boolean leads();

    /** Ends the candidacy; does the given when that is done, or a second later. */
    void resign(Runnable done);

    /** The process has ended without a word. */
    void ended();
  }

  /** A slave's way to know who leads, during one run of its process. */
  interface Lookout {

    /** Begins to look. */
    void start();

    /** Tells again who leads. */
    void redetect();

    /** The process has ended. */
    void ended();
  }

  /** What a master reads and writes its registry over, during one run of its process. */
  interface Wire {

    /** Begins to connect. */
    void start();

    /** Sends a request. */
    void send(RegistryAction request);

    /** The process has ended: what was sent may be carried out all the same. */
    void ended();
  }

  Seat seat(SimulatedMaster master);

  Lookout lookout(SimulatedSlave slave);

  Wire wire(SimulatedMaster master, Consumer<RegistryEvent> events);

  /** The clock of the next process. */
  Clock clock();

  /** Everything is there; processes start soon. */
  void start();

  /** Nothing goes to or comes from ZooKeeper for a while. */
  void cutOff(Actor process, long nanos);

  /** A process is about to be suspended for so long. */
  void standsStill(Actor process, long nanos);

  /**
   * Something goes wrong with ZooKeeper itself, if it is so wanted now.
   *
   * @return for how long, in nanoseconds, until all of it can be well again; 0 if it is well
   */
  long strike(long nanos);

  /** What goes wrong ends, and nothing goes wrong any more. */
  void heal();
}
