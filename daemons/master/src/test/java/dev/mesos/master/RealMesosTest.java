package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Reference;
import dev.mesos.master.TestMaster.Answer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Our masters beside Apache Mesos itself: its agents with our masters, its answers and ours. */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class RealMesosTest {

  /** A real agent's session timeout is fixed; ours needs the ensemble to allow as much. */
  private static final Duration SESSION = Duration.ofSeconds(4);

  private static Vertx vertx;
  private static Ensemble ensemble;
  private static int referencePort;
  private static Reference.Program reference;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    ensemble = Ensemble.start(1);
    referencePort = TestMaster.freePort();
    reference = program("local", String.valueOf(referencePort), "1");
  }

  private static Reference.Program program(String script, String... arguments) {
    Path log = Path.of("target", "mesos-" + script + ".log");
    return Reference.start(log, Map.of(), script, arguments);
  }

  @AfterAll
  static void stop() {
    reference.close();
    ensemble.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static final Set<String> OWN_METRICS =
      Set.of(
          "master/slave_removals/reason_gone",
          "master/slave_reregistrations_refused",
          "master/slaves_gone",
          "master/slaves_recovered");

  @Test
  void aRealAgentFollowsOurLeadersAndIsShownAsARealMasterShowsIt() {
    String zk = "zk://" + ensemble.connectString() + "/mesos";
    try (TestMaster first = master(zk);
        Reference.Program agent =
            program("agent", zk, String.valueOf(TestMaster.freePort()), "1")) {
      await().until(first::leads);
      await().until(() -> slaves(first).size() == 1);
      String id = slaves(first).path(0).path("id").asText();
      assertThat(id).isEqualTo(first.info().id() + "-S0");
      compareWithTheReference(first);

      try (TestMaster second = master(zk)) {
        await().until(() -> second.runtime().elections().stands());
        first.runtime().stop();

        await().until(() -> second.leads() && slaves(second).size() == 1);

        assertThat(slaves(second).path(0).path("id").asText()).isEqualTo(id);
        // it answers pings: else it would be given up after five of them
        staysRegistered(second, Duration.ofSeconds(8));
        assertThat(agent.running()).isTrue();
      }
    }
  }

  /** A real agent knows no epoch, and yet may not come back once it was given up (D8). */
  @Test
  void aRealAgentThatWasGivenUpIsToldToShutDownAndEnds() {
    String zk = "zk://" + ensemble.connectString() + "/givenup";
    try (TestMaster master = hasty(zk);
        Reference.Program agent =
            program("agent", zk, String.valueOf(TestMaster.freePort()), "1")) {
      await().until(master::leads);
      await().until(() -> slaves(master).size() == 1);
      String id = slaves(master).path(0).path("id").asText();

      agent.freeze();
      await().until(() -> slaves(master).isEmpty());
      try (TestMaster next = hasty(zk)) {
        await().until(() -> next.runtime().elections().stands());
        master.runtime().stop();
        await().until(next::leads);
        agent.thaw();

        // by what was sent when it was given up, or by the next leader, who read it in the registry
        await().until(() -> agent.output().contains("Agent asked to shut down"));
        await().until(() -> next.get("/state").json().path("unreachable_slaves").asInt() == 1);
        assertThat(slaves(next).findValuesAsText("id")).doesNotContain(id);
      }
    }
  }

  /** Names, order of magnitude and types of what a real master answers are what ours answers. */
  private static void compareWithTheReference(TestMaster ours) {
    await().until(() -> answers("/master/slaves").json().path("slaves").size() == 1);
    Set<String> optional = Set.of("git_sha", "git_tag", "git_branch");
    JsonNode state = answers("/master/state").json();
    Set<String> own = Set.of("epoch", "election", "zookeeper_session", "recovering");
    sameShape(state, ours.get("/master/state").json(), optional, own);
    sameShape(
        state.path("slaves").path(0),
        ours.get("/state").json().path("slaves").path(0),
        optional,
        Set.of());
    sameShape(
        answers("/master/slaves").json().path("slaves").path(0),
        slaves(ours).path(0),
        optional,
        Set.of());
    sameShape(
        answers("/master/state-summary").json().path("slaves").path(0),
        ours.get("/state-summary").json().path("slaves").path(0),
        optional,
        Set.of());
    sameShape(answers("/version").json(), ours.get("/version").json(), optional, Set.of());
    sameMetrics(ours);
    sameFlags(ours);
    sameHeaders(ours);
    sameApi(ours);
  }

  /**
   * Calls of the operator API that change nothing are answered to the letter as a real master does.
   */
  private static void sameApi(TestMaster ours) {
    for (String call :
        List.of(
            "{}",
            "{\"type\":\"NOPE\"}",
            "{\"type\":\"MARK_AGENT_GONE\"}",
            "{\"type\":\"DRAIN_AGENT\"}",
            "{\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":{\"value\":\"x\"}}}",
            "{\"type\":\"DRAIN_AGENT\",\"drain_agent\":{\"agent_id\":{\"value\":\"x\"}}}",
            "{\"type\":\"DEACTIVATE_AGENT\",\"deactivate_agent\":{\"agent_id\":{\"value\":\"x\"}}}",
            "{\"type\":\"REACTIVATE_AGENT\",\"reactivate_agent\":{\"agent_id\":{\"value\":\"x\"}}}")) {
      sameAnswer(ours, "application/json", call);
    }
    sameAnswer(ours, "text/plain", "{}");
    Answer theirs = answers("/master/api/v1");
    Answer mine = ours.get("/api/v1");
    assertThat(mine.status()).isEqualTo(theirs.status());
    assertThat(mine.body()).isEqualTo(theirs.body());
    assertThat(mine.header("Allow")).isEqualTo(theirs.header("Allow"));

    String agents = "{\"type\":\"GET_AGENTS\"}";
    JsonNode theirAgents = api(referencePort, "application/json", agents).json().path("get_agents");
    JsonNode myAgents = api(ours.port(), "application/json", agents).json().path("get_agents");
    sameShape(
        theirAgents.path("agents").path(0),
        myAgents.path("agents").path(0),
        Set.of("reregistered_time"),
        Set.of("reregistered_time"));
  }

  private static void sameAnswer(TestMaster ours, String type, String call) {
    Answer theirs = api(referencePort, type, call);
    Answer mine = api(ours.port(), type, call);
    assertThat(mine.status()).as(call).isEqualTo(theirs.status());
    assertThat(mine.body()).as(call).isEqualTo(theirs.body());
    assertThat(mine.header("Content-Type")).as(call).isEqualTo(theirs.header("Content-Type"));
  }

  private static Answer api(int port, String type, String call) {
    return TestMaster.call(port, "/master/api/v1", type, call);
  }

  private static void sameShape(
      JsonNode theirs, JsonNode ours, Set<String> optional, Set<String> own) {
    Set<String> expected = new TreeSet<>(theirs.propertyStream().map(e -> e.getKey()).toList());
    expected.removeAll(optional);
    Set<String> actual = new TreeSet<>(ours.propertyStream().map(e -> e.getKey()).toList());
    actual.removeAll(own);
    assertThat(actual).isEqualTo(expected);
    for (String name : expected) {
      assertThat(kind(ours.path(name))).as(name).isEqualTo(kind(theirs.path(name)));
    }
  }

  /** The type, and for numbers whether they are printed with a fraction. */
  private static String kind(JsonNode value) {
    return value.getNodeType() + (value.isNumber() ? " integral=" + value.isInt() : "");
  }

  private static void sameMetrics(TestMaster ours) {
    JsonNode theirs = answers("/metrics/snapshot").json();
    List<String> unknown =
        ours.get("/metrics/snapshot")
            .json()
            .propertyStream()
            .map(e -> e.getKey())
            .filter(name -> !OWN_METRICS.contains(name) && !theirs.has(name))
            .filter(name -> !name.startsWith("zookeeper/") && !name.startsWith("election/"))
            .toList();
    assertThat(unknown).isEmpty();
  }

  /** Flags of the same name have defaults of the same form. */
  private static void sameFlags(TestMaster ours) {
    JsonNode theirs = answers("/master/flags").json().path("flags");
    JsonNode mine = ours.get("/flags").json().path("flags");
    for (String name :
        List.of(
            "max_agent_ping_timeouts",
            "agent_reregister_timeout",
            "zk_session_timeout",
            "hostname_lookup",
            "logging_level")) {
      assertThat(mine.path(name)).as(name).isEqualTo(theirs.path(name));
    }
  }

  private static void sameHeaders(TestMaster ours) {
    for (String path :
        List.of(
            "/master/state",
            "/master/state-summary?jsonp=f",
            "/master/health",
            "/master/redirect",
            "/master/redirect/x")) {
      Answer theirs = answers(path);
      Answer mine = ours.get(path);
      assertThat(mine.status()).as(path).isEqualTo(theirs.status());
      assertThat(mine.header("Content-Type")).as(path).isEqualTo(theirs.header("Content-Type"));
      assertThat(mine.header("Location").replaceFirst(":[0-9]+", ""))
          .as(path)
          .isEqualTo(theirs.header("Location").replaceFirst(":[0-9]+", ""));
    }
    String theirs = answers("/version?jsonp=f").body();
    String mine = ours.get("/version?jsonp=f").body();
    assertThat(mine.substring(mine.indexOf('}'))).isEqualTo(theirs.substring(theirs.indexOf('}')));
  }

  private static void staysRegistered(TestMaster master, Duration time) {
    await()
        .during(time)
        .atMost(time.multipliedBy(3))
        .until(() -> {
          JsonNode slaves = slaves(master);
          return slaves.size() == 1 && slaves.path(0).path("active").asBoolean();
        });
  }

  private static TestMaster master(String zk) {
    return TestMaster.contending(
        vertx, SESSION, "--zk=" + zk, "--agent_ping_timeout=1secs", "--max_agent_ping_timeouts=5");
  }

  /** Gives a slave up before the agent's own session with ZooKeeper ends. */
  private static TestMaster hasty(String zk) {
    return TestMaster.contending(
        vertx, SESSION, "--zk=" + zk, "--agent_ping_timeout=1secs", "--max_agent_ping_timeouts=2");
  }

  private static JsonNode slaves(TestMaster master) {
    return master.get("/slaves").json().path("slaves");
  }

  private static Answer answers(String path) {
    return TestMaster.get(referencePort, path);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(60));
  }
}
