package dev.mesos.coordination.simulation.election;

/** One kind of taking part in an election, in one incarnation of a process. */
public interface Participant {

  /** Begins. */
  void start();

  /** Ends in good order: the session is closed, if a server can be told; then runs the given. */
  void stop(Runnable done);
}
