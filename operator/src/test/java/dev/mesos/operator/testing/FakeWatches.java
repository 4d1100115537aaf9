package dev.mesos.operator.testing;

import dev.mesos.coordination.Candidate;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.election.WatchTarget;
import dev.mesos.operator.model.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** ZooKeeper for tests: says what it is told to say. */
public final class FakeWatches implements ElectionWatches {
  public ElectionView view = ElectionView.NONE;
  public Optional<WatchTarget> watched = Optional.empty();
  public Optional<WatchTarget> removing = Optional.empty();
  public Removal removal = new Removal.Running();
  public boolean kept;
  public final List<ClusterId> forgotten = new ArrayList<>();
  public final List<Candidate> buried = new ArrayList<>();

  @Override
  public ElectionView watch(WatchTarget target) {
    watched = Optional.of(target);
    return view;
  }

  @Override
  public ElectionView look(ClusterId id) {
    return watched.isPresent() ? view : ElectionView.NONE;
  }

  @Override
  public void stop(ClusterId id) {
    watched = Optional.empty();
  }

  @Override
  public Removal remove(WatchTarget target, boolean keep) {
    stop(target.id());
    removing = Optional.of(target);
    kept = keep;
    return removal;
  }

  @Override
  public void bury(ClusterId id, Candidate dead) {
    buried.add(dead);
  }

  @Override
  public void onBurial(BiConsumer<ClusterId, Candidate> listener) {}

  @Override
  public void forget(ClusterId id) {
    forgotten.add(id);
  }

  @Override
  public void onChange(Consumer<ClusterId> listener) {}
}
