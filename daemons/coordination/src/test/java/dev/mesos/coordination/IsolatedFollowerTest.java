package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.BeliefRecorder;
import dev.mesos.coordination.testing.Beliefs;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.EnsembleSettings;
import dev.mesos.coordination.testing.FreePorts;
import dev.mesos.coordination.testing.Stint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's client sits on a ZooKeeper server that loses the others, and is never cut off from
 * its server: it is answered, pinged and told nothing, while ZooKeeper expires its session. The
 * next master's client sits with the majority.
 *
 * <p>Two such must not believe at once that they lead, whatever the ensemble's settings. That the
 * same proof finds others who do shows that it can fail.
 */
class IsolatedFollowerTest {

  private static final Logger LOG = LoggerFactory.getLogger(IsolatedFollowerTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Until the first master of Mesos on this machine is there. */
  private static final Duration FETCHED = Duration.ofMinutes(5);

  /** An overlap that nobody would call a matter of measuring. */
  private static final Duration SEEN = Duration.ofMillis(500);

  private static final int TICKS_TO_EXPIRE = 2;

  /** An ensemble, and the sessions that are held on it. */
  private enum Setup {
    /** ZooKeeper's usual settings. */
    USUAL(Duration.ofSeconds(2), 5, held(4_000, 2_000)),
    /** Those of the ensembles that the operator makes. */
    MANAGED(Duration.ofMillis(250), 16, held(10_000, 250), held(10_000, 2_000)),
    /** With a client that was told the truth, and one that was not. */
    QUICK(Duration.ofMillis(200), 25, held(4_000, 200), held(4_000, 2_000)),
    SHORT(Duration.ofMillis(200), 25, held(1_000, 200));

    final EnsembleSettings ensemble;
    final List<SessionSettings> sessions;

    Setup(Duration tickTime, int syncLimit, SessionSettings... sessions) {
      this.ensemble =
          EnsembleSettings.of(3).withTickTime(tickTime).withSyncLimit(syncLimit).withProxies();
      this.sessions = List.of(sessions);
    }

    /** A session, and the tickTime that the lease is told: the ensemble's, or a longer one. */
    private static SessionSettings held(int timeoutMs, int tickTimeMs) {
      return SessionSettings.DEFAULT
          .withTimeout(Duration.ofMillis(timeoutMs))
          .withTickTime(Duration.ofMillis(tickTimeMs));
    }

    Duration longest() {
      return sessions.stream()
          .map(SessionSettings::timeout)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /** A leader on the server that is struck, and the one that comes next, on the others. */
  private static final class Pair implements AutoCloseable {

    private final String name;
    private final Stander leader;
    private final Stander next;
    private final BeliefRecorder recorder = new BeliefRecorder(Duration.ofMillis(1));

    Pair(Ensemble ensemble, int server, SessionSettings settings) {
      name = "%d_%d".formatted(settings.timeout().toMillis(), settings.tickTime().toMillis());
      leader = new Stander(url(ensemble.connectString(server)), settings, 5051);
      next = new Stander(url(majority(ensemble, server)), settings, 5052);
    }

    private ZooKeeperUrl url(String servers) {
      return ZooKeeperUrl.parse("zk://" + servers + "/" + name);
    }

    void elect() {
      leader.contend();
      leader.await(Candidacy.Leading.class);
      next.contend();
      next.await(Candidacy.Joined.class);
      recorder.watch("leader", leader);
      recorder.watch("next", next);
    }

    @Override
    public void close() {
      recorder.close();
      leader.close();
      next.close();
    }
  }

  static Stream<Arguments> setupsAndFaults() {
    return Arrays.stream(Setup.values())
        .flatMap(
            setup -> Arrays.stream(ServerFault.values()).map(fault -> Arguments.of(setup, fault)));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("setupsAndFaults")
  void theLeaderConcedesBeforeTheNextOneLeads(Setup setup, ServerFault fault) {
    List<Pair> pairs = new ArrayList<>();
    try (Ensemble ensemble = Ensemble.start(setup.ensemble)) {
      int server = fault.server(ensemble);
      setup.sessions.forEach(session -> pairs.add(new Pair(ensemble, server, session)));
      pairs.forEach(Pair::elect);
      // Pings may be about to come, or just have come.
      long tick = setup.ensemble.tickTime().toMillis();
      ServerFault.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(tick)));

      fault.strike(ensemble, server, setup.longest());
      long struck = System.nanoTime();
      for (Pair pair : pairs) {
        await().atMost(patience(setup, fault)).until(pair.next::leads);
        LOG.info(
            "setup={} fault={} session={} next_leads_ms={}",
            setup,
            fault,
            pair.name,
            Duration.ofNanos(System.nanoTime() - struck).toMillis());
      }
      ensemble.heal();
      for (Pair pair : pairs) {
        await().atMost(PATIENCE).until(pair.leader::stands);
      }

      pairs.forEach(pair -> assertInOrder(pair, setup + " " + fault));
    } finally {
      pairs.forEach(Pair::close);
    }
  }

  /** A leader that may go elsewhere leads on: it is not it that is cut off. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(ServerFault.class)
  void aLeaderWithOtherServersLeadsOn(ServerFault fault) {
    SessionSettings session = Setup.held(16_000, 200);
    try (Ensemble ensemble = Ensemble.start(Setup.QUICK.ensemble.withSyncLimit(5));
        BeliefRecorder recorder = new BeliefRecorder(Duration.ofMillis(1))) {
      int server = fault.server(ensemble);
      ensemble.others(server).forEach(other -> ensemble.clients(other).refuse());
      ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/moves");
      try (Stander leader = new Stander(url, session, 5051)) {
        leader.contend();
        leader.await(Candidacy.Leading.class);
        ensemble.others(server).forEach(other -> ensemble.clients(other).heal());
        recorder.watch("leader", leader);

        fault.strike(ensemble, server, session.timeout());
        long struck = System.nanoTime();
        // Longer than any lease that was proved before.
        ServerFault.pause(session.timeout().plusSeconds(1));

        List<Stint> stints = recorder.beliefs().stints();
        assertThat(stints).as(fault + " " + stints).hasSize(1);
        assertThat(stints.getFirst().until() - struck).isGreaterThan(session.timeout().toNanos());
      }
    }
  }

  private static String majority(Ensemble ensemble, int server) {
    return String.join(",", ensemble.others(server).stream().map(ensemble::connectString).toList());
  }

  private static Duration patience(Setup setup, ServerFault fault) {
    EnsembleSettings ensemble = setup.ensemble;
    Duration noticed =
        fault == ServerFault.LEADER_CUT_OFF
            ? ensemble.tickTime().multipliedBy(ensemble.syncLimit())
            : Duration.ZERO;
    return setup
        .longest()
        .plus(ensemble.tickTime().multipliedBy(TICKS_TO_EXPIRE))
        .plus(noticed)
        .plus(PATIENCE);
  }

  private static void assertInOrder(Pair pair, String what) {
    Beliefs beliefs = pair.recorder.beliefs();
    assertThat(beliefs.overlaps()).as(what + " " + pair.name).isEmpty();
    assertThat(beliefs.disorders()).as(what + " " + pair.name).isEmpty();
    List<Stint> stints = beliefs.stints();
    assertThat(stints).extracting(Stint::who).as(what + " " + pair.name).contains("next");
    LOG.info("{} session={} nobody_leads_ms={}", what, pair.name, gaps(stints));
  }

  private static List<Long> gaps(List<Stint> stints) {
    return IntStream.range(1, stints.size())
        .mapToObj(i -> stints.get(i).from() - stints.get(i - 1).until())
        .map(nanos -> Duration.ofNanos(nanos).toMillis())
        .toList();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void twoLeaderLatchesLeadAtOnce() throws Exception {
    Duration timeout = Duration.ofSeconds(4);
    try (Ensemble ensemble = Ensemble.start(Setup.USUAL.ensemble)) {
      int server = ServerFault.CUT_OFF.server(ensemble);
      try (LatchBeliever leader = new LatchBeliever(ensemble.connectString(server), timeout);
          LatchBeliever next = new LatchBeliever(majority(ensemble, server), timeout)) {
        leader.contend();
        await().atMost(PATIENCE).until(leader::leads);
        next.contend();
        assertTheyLeadAtOnce(ensemble, server, leader, next);
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @EnabledIf("dev.mesos.coordination.testing.Reference#available")
  void twoMastersOfMesosLeadAtOnce() throws Exception {
    Duration timeout = Duration.ofSeconds(4);
    List<Integer> ports = FreePorts.find(2);
    try (Ensemble ensemble = Ensemble.start(Setup.USUAL.ensemble)) {
      int server = ServerFault.CUT_OFF.server(ensemble);
      try (MesosBeliever leader =
          new MesosBeliever(ensemble.connectString(server), ports.get(0), timeout)) {
        await().atMost(FETCHED).until(leader::leads);
        try (MesosBeliever next =
            new MesosBeliever(majority(ensemble, server), ports.get(1), timeout)) {
          await().atMost(PATIENCE).until(() -> standing(ensemble) == 2);
          assertTheyLeadAtOnce(ensemble, server, leader, next);
        }
      }
    }
  }

  private static long standing(Ensemble ensemble) {
    return ensemble.children("/mesos").stream().filter(c -> c.startsWith("json.info")).count();
  }

  private static void assertTheyLeadAtOnce(
      Ensemble ensemble, int server, BeliefRecorder.Believer leader, BeliefRecorder.Believer next) {
    try (BeliefRecorder recorder = new BeliefRecorder(Duration.ofMillis(10))) {
      recorder.watch("leader", leader);
      recorder.watch("next", next);
      ServerFault.CUT_OFF.strike(ensemble, server, Duration.ZERO);
      await().atMost(PATIENCE).until(next::leads);
      await().atMost(PATIENCE).until(() -> !leader.leads());
      List<Beliefs.Overlap> overlaps = recorder.beliefs().overlaps();
      LOG.info("who={} overlaps=\"{}\"", leader.getClass().getSimpleName(), overlaps);
      assertThat(overlaps).anyMatch(overlap -> overlap.nanos() > SEEN.toNanos());
    }
  }
}
