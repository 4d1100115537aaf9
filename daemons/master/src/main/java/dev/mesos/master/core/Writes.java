package dev.mesos.master.core;

import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is being written to the registry, and what follows from it. Nobody is told of a change
 * before it is written, so every change has two halves: this keeps the second.
 */
final class Writes {

  /** The second half of a change. */
  @FunctionalInterface
  interface Then {
    void done(RegistryOutcome outcome, Instant now, Actions actions);
  }

  private record Waiting(String id, Then then) {}

  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Map<String, Integer> busy = new HashMap<>();
  private long last;

  void submit(RegistryOperation operation, Actions actions, Then then) {
    long number = ++last;
    waiting.put(number, new Waiting(operation.id(), then));
    busy.merge(operation.id(), 1, Integer::sum);
    actions.add(new MasterAction.Write(number, operation));
  }

  void done(long number, RegistryOutcome outcome, Instant now, Actions actions) {
    Waiting done = waiting.remove(number);
    if (done == null) {
      throw new IllegalStateException("write " + number + " is done twice, or was never asked for");
    }
    busy.computeIfPresent(done.id(), (id, count) -> count == 1 ? null : count - 1);
    // After its end the registry tells nothing, and the process ends as well.
    if (!(outcome instanceof RegistryOutcome.Ended)) {
      done.then().done(outcome, now, actions);
    }
  }

  /** Whether something about this slave is being written: what it asks for meanwhile must wait. */
  boolean busy(String id) {
    return busy.containsKey(id);
  }
}
