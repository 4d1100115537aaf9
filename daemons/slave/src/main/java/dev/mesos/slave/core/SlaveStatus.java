package dev.mesos.slave.core;

import java.util.Optional;

/** A slave at one moment. */
public record SlaveStatus(Mode mode, Optional<Leader> leader, Optional<String> id) {

  /** What a slave is doing. */
  public enum Mode {
    /** No master is known: messages of any are ignored. */
    MASTERLESS,
    /** A master is known and asked to register us. */
    REGISTERING,
    /** The master knows us and pings us. */
    REGISTERED,
    /** Nothing more will be done. */
    ENDED
  }
}
