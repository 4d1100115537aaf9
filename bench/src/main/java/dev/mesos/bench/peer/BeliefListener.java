package dev.mesos.bench.peer;

/** Hears when one who stands begins to believe that it leads, and when it ends. */
@FunctionalInterface
public interface BeliefListener {

  /** For whoever does not care. */
  BeliefListener NONE = leads -> {};

  /** Called on a thread of the election's; must not block. */
  void changed(boolean leads);
}
