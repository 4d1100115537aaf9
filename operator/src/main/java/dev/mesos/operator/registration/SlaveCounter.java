package dev.mesos.operator.registration;

import dev.mesos.operator.model.ClusterId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Asks leaders about their slaves, and tells them which will not come back. Nothing here blocks.
 * Thread-safe.
 */
public interface SlaveCounter {

  /**
   * Whom to ask from now on.
   *
   * @param epoch of the leader
   * @param address {@code ip:port} of the leader
   * @param wanted how many slaves the cluster should have; until that many are registered the
   *     leader is asked often
   * @param kept slaves whose pods have this ordinal or a higher one, and that are away, will not
   *     come back: the leader is told so
   */
  record Target(ClusterId id, long epoch, String address, int wanted, int kept) {}

  /** What is known of a leader; it is asked from now on. */
  Optional<SlaveCounts> counts(Target target);

  /** There is no leader to ask. */
  void stop(ClusterId id);

  /** Whom to tell when the counts change. Called from any thread. */
  void onChange(Consumer<ClusterId> listener);

  /** Whom to tell, in words, which slaves a leader has given up. Called from any thread. */
  void onLoss(BiConsumer<ClusterId, String> listener);
}
