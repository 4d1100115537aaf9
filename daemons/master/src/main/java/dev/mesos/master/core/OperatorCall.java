package dev.mesos.master.core;

import org.apache.mesos.Protos.DrainConfig;

/** What an operator asks of a slave, by Mesos's names. */
public sealed interface OperatorCall {

  /** The slave's id. */
  String id();

  /** It never comes back: it is told to shut down, and its id is refused for ever. */
  record MarkAgentGone(String id) implements OperatorCall {}

  /** Its tasks are to be moved away, and it is offered to nobody. */
  record DrainAgent(String id, DrainConfig config) implements OperatorCall {}

  /** It is offered to nobody. */
  record DeactivateAgent(String id) implements OperatorCall {}

  /** It is offered again. */
  record ReactivateAgent(String id) implements OperatorCall {}
}
