package dev.mesos.master.registry;

import dev.mesos.coordination.testing.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what a registry told, and waits for what it is to tell. */
final class Listener implements Consumer<RegistryNews> {

  private final Recorder<RegistryNews> told = new Recorder<>();

  @Override
  public void accept(RegistryNews news) {
    told.accept(news);
  }

  RegistryNews.Recovered recovered() {
    return told.next(RegistryNews.Recovered.class);
  }

  RegistryNews.Ended ended() {
    return told.next(RegistryNews.Ended.class);
  }

  RegistryNews.Pruned pruned() {
    return told.next(RegistryNews.Pruned.class);
  }

  RegistryNews.Refused refused() {
    return told.next(RegistryNews.Refused.class);
  }

  /** The next so many outcomes, which must have the numbers from here on. */
  List<RegistryOutcome> outcomes(long from, int count) {
    List<RegistryOutcome> outcomes = new ArrayList<>();
    for (long number = from; number < from + count; number++) {
      RegistryNews.Done done = told.next(RegistryNews.Done.class);
      if (done.number() != number) {
        throw new AssertionError("expected the outcome of " + number + ", was told " + done);
      }
      outcomes.add(done.outcome());
    }
    return outcomes;
  }

  RegistryOutcome outcome(long number) {
    return outcomes(number, 1).getFirst();
  }

  boolean silent() {
    return told.isEmpty();
  }
}
