package dev.mesos.operator.testing;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.registration.SlaveCounter;
import dev.mesos.operator.registration.SlaveCounts;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A leader for tests: counts what it is told to count. */
public final class FakeCounter implements SlaveCounter {
  public Optional<SlaveCounts> counts = Optional.empty();

  @Override
  public Optional<SlaveCounts> counts(Target target) {
    return counts;
  }

  @Override
  public void stop(ClusterId id) {
    counts = Optional.empty();
  }

  @Override
  public void onChange(Consumer<ClusterId> listener) {}

  @Override
  public void onLoss(BiConsumer<ClusterId, String> listener) {}
}
