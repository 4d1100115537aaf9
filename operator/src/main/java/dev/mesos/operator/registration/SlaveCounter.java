package dev.mesos.operator.registration;

import dev.mesos.operator.model.ClusterId;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks leaders how many slaves they have. Nothing here blocks. Thread-safe. */
public interface SlaveCounter {

  /**
   * What is known of the leader with this epoch, and whom to ask from now on.
   *
   * @param address {@code ip:port} of the leader
   * @param wanted how many slaves the cluster should have; until that many are registered the
   *     leader is asked often
   */
  Optional<SlaveCounts> counts(ClusterId id, long epoch, String address, int wanted);

  /** There is no leader to ask. */
  void stop(ClusterId id);

  /** Whom to tell when the counts change. Called from any thread. */
  void onChange(Consumer<ClusterId> listener);
}
