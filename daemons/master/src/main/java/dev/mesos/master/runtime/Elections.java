package dev.mesos.master.runtime;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.master.core.MasterEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** How a master comes to lead, and hears who does. Thread-safe. */
public interface Elections {

  /** Begins to detect, and to tell what happens; stands only after {@link #contend}. */
  void start(Consumer<MasterEvent> events);

  /** Stands for election; does nothing while a candidacy stands or is pending. */
  void contend();

  /** Whether we lead and may act, at this very moment. */
  boolean leads();

  /** Whether our candidacy stands, leading or not. */
  boolean stands();

  /** The state of the ZooKeeper session, if there is to be one. */
  Optional<SessionStatus> session();

  /** What was seen of the election, if there is one. */
  Optional<ElectionStatus> election();

  /** Ends the candidacy for good, in 1 s at most. Nothing is told any more afterwards. */
  void resign();
}
