package dev.mesos.coordination;

/** Hears of every change of an election: who stands, who cannot be read, who leads. */
@FunctionalInterface
public interface ElectionListener {

  /** Called on the detector's own thread, one call at a time; must not block. */
  void changed(Election election);
}
