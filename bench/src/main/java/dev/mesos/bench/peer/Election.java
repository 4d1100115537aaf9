package dev.mesos.bench.peer;

import java.util.List;

/**
 * An election of one make, in one place. Whoever stands in it is named {@code 127.0.0.1:PORT},
 * whether or not anything listens there.
 */
public sealed interface Election permits OurElection, LatchElection, LeaseElection {

  /** Its make, for people. */
  String make();

  /** Starts to stand in it. */
  Stander stand(String id, BeliefListener listener);

  /**
   * Starts a detector of the same make.
   *
   * @param sightings told what it sees, until it is closed
   */
  AutoCloseable watch(Sightings sightings);

  /** Itself as words of a command line. */
  List<String> arguments();

  /**
   * Reads {@link #arguments()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Election parse(List<String> arguments) {
    String make = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    return switch (make) {
      case OurElection.WORD -> OurElection.of(rest);
      case LatchElection.WORD -> LatchElection.of(rest);
      case LeaseElection.WORD -> LeaseElection.of(rest);
      default -> throw new IllegalArgumentException("no election: " + arguments);
    };
  }
}
