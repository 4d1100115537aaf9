package dev.mesos.coordination.simulation.election;

import java.util.function.BiPredicate;

/**
 * One way to elect.
 *
 * @param name for people
 * @param strict whether it is expected to keep what {@link Judge} asks; else its overlaps are
 *     counted
 * @param readable whether a znode with this name and content is a candidate
 * @param casting who takes part
 */
public record Rules(
    String name, boolean strict, BiPredicate<String, byte[]> readable, Casting casting) {

  /** Makes participants. */
  @FunctionalInterface
  public interface Casting {

    /**
     * One participant in one incarnation of its process.
     *
     * @param part what it is to be
     * @param timeout the session timeout to ask for, in nanoseconds
     * @param tick the ensemble's tickTime, in nanoseconds
     */
    Participant cast(Part part, Host host, long timeout, long tick);
  }

  /** What there is to be. */
  public enum Part {
    /** Stands, and ends when in doubt. */
    MASTER,
    /** Stands, and ends only if it led. */
    PATIENT_MASTER,
    /** Only looks who leads. */
    SLAVE,
    /** Looks at all who stand. */
    OPERATOR
  }
}
