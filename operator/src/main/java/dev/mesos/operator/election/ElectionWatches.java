package dev.mesos.operator.election;

import dev.mesos.coordination.Candidate;
import dev.mesos.operator.model.ClusterId;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The watchers of all clusters, one session each. Nothing here blocks: work goes on in the
 * background and what it finds is told to the listener. Thread-safe.
 */
public interface ElectionWatches {

  /** Starts the watch, or anew if the target changed, and says what is known now. */
  ElectionView watch(WatchTarget target);

  /** What is known, without starting anything. */
  ElectionView look(ClusterId id);

  /** Ends the watch. */
  void stop(ClusterId id);

  /**
   * Removes the cluster's znode, or only its mark of ownership. The first call starts it, later
   * ones say how it stands. Ends the watch first.
   *
   * @param keep whether to leave the znode and take off the mark only
   */
  Removal remove(WatchTarget target, boolean keep);

  /**
   * Removes the znode of a candidate of the cluster whose master is dead, and no other one. Asking
   * again while that goes on, or when it is done, does nothing.
   */
  void bury(ClusterId id, Candidate dead);

  /** Whom to tell of a candidate that was removed, once. Called from any thread. */
  void onBurial(BiConsumer<ClusterId, Candidate> listener);

  /** Forgets a removal that has ended: the resource is gone, or the removal is to be tried anew. */
  void forget(ClusterId id);

  /** Whom to tell that a view or a removal has changed. Called from any thread. */
  void onChange(Consumer<ClusterId> listener);

  /** How a removal stands. */
  sealed interface Removal {
    record Running() implements Removal {}

    record Done() implements Removal {}

    /** ZooKeeper did not answer in time, or not to all of it. What is removed stays removed. */
    record Unanswered(String message) implements Removal {}

    /** It did not work, and trying again would not help. */
    record Failed(String message) implements Removal {}
  }
}
