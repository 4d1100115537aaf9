package dev.mesos.slave.runtime;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.slave.core.SlaveEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells who leads. */
public interface Leaders extends AutoCloseable {

  /** Begins to tell; events come on any thread, one at a time. */
  void start(Consumer<SlaveEvent> events);

  /** Tells again who leads, also if it is the same as before. */
  void redetect();

  /** Whether it has been possible to ask at all since the start. */
  boolean asked();

  /** The ZooKeeper session, if there is one. */
  Optional<SessionStatus> session();

  /** What was seen of the election, if there is one. */
  Optional<ElectionStatus> election();

  /** Ends within a second. Nothing is told any more. */
  @Override
  void close();
}
