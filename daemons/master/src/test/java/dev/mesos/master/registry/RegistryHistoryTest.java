package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The registry over thousands of random histories: leaders that come and go, connections that break
 * with anything under way, requests that are carried out long after they were sent.
 */
class RegistryHistoryTest {

  private static final int HISTORIES = Integer.getInteger("registry.histories", 2_000);
  private static final long FIRST = Long.getLong("registry.seed", 0);

  /** A failing seed is named in the error, and replays exactly. */
  @Test
  void anyHistory() {
    int passedOn = 0;
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      try {
        RegistryHistory history = new RegistryHistory(seed);
        history.run();
        passedOn += history.writers() > 1 ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dregistry.seed=" + seed + " -Dregistry.histories=1", e);
      }
    }
    assertThat(passedOn)
        .as("histories in which several leaders write")
        .isGreaterThan(HISTORIES / 4);
  }
}
