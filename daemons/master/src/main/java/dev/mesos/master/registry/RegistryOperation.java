package dev.mesos.master.registry;

import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * A change of what is known of one slave. In braces: what Mesos calls it ({@code
 * registry_operations.hpp}). Which one is valid when, {@link Transition} says.
 */
public sealed interface RegistryOperation {

  /** The slave's id. */
  String id();

  /** A new slave. {Admit} */
  record Admit(SlaveInfo slave) implements RegistryOperation {
    @Override
    public String id() {
      return slave.getId().getValue();
    }
  }

  /**
   * An admitted slave says something else about itself; nothing is written if it does not. {Update}
   */
  record Update(SlaveInfo slave) implements RegistryOperation {
    @Override
    public String id() {
      return slave.getId().getValue();
    }
  }

  /** The health check gives a slave up. {MarkUnreachable} */
  record Deactivate(String id) implements RegistryOperation {}

  /**
   * A deactivated slave may come back, or one that is not known any more: only by the rule of Mesos
   * 1.x. {MarkReachable}
   */
  record Readmit(SlaveInfo slave) implements RegistryOperation {
    @Override
    public String id() {
      return slave.getId().getValue();
    }
  }

  /** An operator says that it never comes back. {MarkGone} */
  record MarkGone(String id) implements RegistryOperation {}

  /** An admitted slave leaves in good order, and may be forgotten. {Remove} */
  record Remove(String id) implements RegistryOperation {}

  /** An operator wants its tasks moved away, and no offers of it meanwhile. {Drain} */
  record Drain(String id, DrainConfig config) implements RegistryOperation {}

  /** Its tasks are away. {MarkDrained} */
  record MarkDrained(String id) implements RegistryOperation {}

  /** An operator wants no offers of it. {Deactivate, which is not ours of that name} */
  record Cordon(String id) implements RegistryOperation {}

  /** Offers again; a drain is over. {Reactivate} */
  record Uncordon(String id) implements RegistryOperation {}

  /** A deactivated or gone slave is forgotten. {Prune} */
  record Prune(String id) implements RegistryOperation {}
}
