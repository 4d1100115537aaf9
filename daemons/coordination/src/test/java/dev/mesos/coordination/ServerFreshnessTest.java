package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When a server is asked and when it is given up. Times in milliseconds; timeout 12 s. */
class ServerFreshnessTest {

  private static ServerFreshness connected(boolean patient, long seed) {
    ServerFreshness server = new ServerFreshness(12_000, patient, new SplittableRandom(seed));
    server.opened(0);
    server.connected(12_000, 0);
    server.lookLater(0);
    return server;
  }

  private static LongStream looks(boolean patient) {
    return LongStream.range(0, 200).map(seed -> connected(patient, seed).next(true));
  }

  @Test
  void thePatientLookLessOften() {
    assertThat(looks(false)).allMatch(at -> at >= 3_000 && at <= 4_000);
    assertThat(looks(true)).allMatch(at -> at >= 5_000 && at <= 6_000);
    assertThat(looks(true).distinct().count()).isGreaterThan(100);
  }

  @Test
  void whoeverHasLeftAServerLooksEarlyAtTheNext() {
    ServerFreshness server = connected(true, 1);
    server.ask(6_000);
    assertThat(server.behind(10_999)).isFalse();
    assertThat(server.behind(11_000)).isTrue();
    server.leave();
    server.connected(12_000, 11_000);
    server.lookLater(11_000);
    assertThat(server.next(true)).isBetween(14_000L, 15_000L);
    server.ask(15_000);
    assertThat(server.behind(20_999)).isFalse();
    server.caughtUp(15_000);
    server.lookLater(15_000);
    assertThat(server.next(true)).isBetween(20_000L, 21_000L);
  }

  /**
   * Or else thousands open a session each, all at once, when ZooKeeper or they themselves are slow.
   */
  @Test
  void aServerIsGivenUpWellBeforeTheSessionIs() {
    for (boolean patient : new boolean[] {false, true}) {
      for (int seed = 0; seed < 200; seed++) {
        ServerFreshness server = connected(patient, seed);
        server.ask(server.next(true));
        assertThat(server.next(true)).isLessThanOrEqualTo(11_000);
      }
    }
  }

  /** Of the connection at least that much is known: its pings were answered until then. */
  @Test
  void aConnectionThatBreaksLeavesAThirdOfTheTimeout() {
    ServerFreshness server = connected(true, 1);
    server.disconnected(5_000);
    assertThat(server.next(false)).isEqualTo(12_000);
    server.connected(12_000, 6_000);
    server.disconnected(15_000);
    assertThat(server.next(false)).isEqualTo(19_000);
    assertThat(server.silent(18_999)).isFalse();
    assertThat(server.silent(19_000)).isTrue();
  }

  /** The process was stopped for a while: nobody has pinged. */
  @Test
  void whatWasSilentForTheTimeoutStaysSo() {
    ServerFreshness server = connected(true, 1);
    server.disconnected(12_000);
    assertThat(server.silent(12_000)).isTrue();
  }
}
