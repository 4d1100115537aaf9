package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.TestMaster.Answer;
import dev.mesos.master.core.MasterEvent;
import io.vertx.core.Vertx;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a master answers, as a leader, as a standby, and without a leader (F7). */
class MasterEndpointsTest {

  private static Vertx vertx;

  private final ScriptedElections elections = new ScriptedElections();
  private final TestMaster master =
      TestMaster.start(
          vertx, config -> elections, "--cluster=demo", "--zk=zk://u:secret@h:2181/mesos");

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/master/health", "/flags", "/version", "/master/version"})
  void anyMasterAnswersThese(String path) {
    assertThat(master.get(path).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotThereIsNotFoundAsMesosSaysIt() {
    Answer answer = master.get("/nosuch");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 Not Found.");
  }

  @Test
  void healthIsEmpty() {
    assertThat(master.get("/health").body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/state",
        "/master/state",
        "/state-summary",
        "/slaves",
        "/redirect",
        "/master/redirect",
        "/frameworks",
        "/master/tasks",
        "/roles",
        "/api/v1",
        "/master/api/v1/scheduler",
        "/maintenance/schedule"
      })
  void withoutALeaderTheseAreUnavailable(String path) {
    Answer answer = master.get(path);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("No leader elected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/state",
        "/master/state?jsonp=x&y=%20z",
        "/slaves?slave_id=a",
        "/state-summary",
        "/frameworks",
        "/api/v1/scheduler",
        "/maintenance/schedule"
      })
  void aStandbyRedirectsWithPathAndQuery(String path) {
    detect(other());

    Answer answer = master.get(path);

    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location")).isEqualTo("//leader.example:5055" + path);
  }

  @Test
  void redirectNamesTheLeaderOnly() {
    detect(other());

    assertThat(master.get("/redirect").header("Location")).isEqualTo("//leader.example:5055");
    assertThat(master.get("/master/redirect?x=y").header("Location"))
        .isEqualTo("//leader.example:5055");
    assertThat(master.get("/redirect/state").status()).isEqualTo(404);
    assertThat(master.get("/master/redirect/master/redirect").status()).isEqualTo(404);
  }

  @Test
  void theLeaderRedirectsToItself() {
    lead();

    Answer answer = master.get("/redirect");

    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location")).isEqualTo("//localhost:" + master.port());
  }

  @Test
  void aMasterThatIsDetectedButNotSureOfItDoesNotRedirectToItself() {
    detect(master.info());

    assertThat(master.get("/state").status()).isEqualTo(503);
  }

  @Test
  void theLeaderTellsItsState() {
    lead();

    JsonNode state = master.get("/master/state").json();

    assertThat(state.path("leader").asText()).isEqualTo("master@127.0.0.1:" + master.port());
    assertThat(state.path("pid")).isEqualTo(state.path("leader"));
    assertThat(state.path("leader_info").path("port").asInt()).isEqualTo(master.port());
    assertThat(state.path("cluster").asText()).isEqualTo("demo");
    assertThat(state.path("version").asText()).matches("[0-9.]+");
    assertThat(state.path("epoch").asLong()).isEqualTo(7);
    assertThat(state.path("activated_slaves").isDouble()).isTrue();
    assertThat(state.path("slaves").isArray()).isTrue();
  }

  /** As after a pause of the process: nobody has told it yet, and the first who asks finds out. */
  @ParameterizedTest
  @ValueSource(strings = {"/state", "/redirect", "/slaves", "/metrics/snapshot"})
  void aLeaderWhoseLeaseRanOutDoesNotClaimToLead(String path) {
    lead();
    elections.leads = false;

    Answer answer = master.get(path);

    if (path.equals("/metrics/snapshot")) {
      assertThat(answer.json().path("master/elected").asDouble()).isZero();
    } else {
      assertThat(answer.status()).isEqualTo(503);
    }
    assertThat(master.exit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
  }

  @Test
  void secretsAreNotShown() {
    lead();

    assertThat(master.get("/flags").json().path("flags").path("zk").asText())
        .isEqualTo("zk://<redacted>@h:2181/mesos");
    assertThat(master.get("/state").body()).doesNotContain("secret");
  }

  @Test
  void flagsAreStrings() {
    JsonNode flags = master.get("/flags").json().path("flags");

    assertThat(flags.properties())
        .allSatisfy(flag -> assertThat(flag.getValue().isTextual()).isTrue());
    assertThat(flags.path("agent_ping_timeout").asText()).isEqualTo("15secs");
  }

  @Test
  void metricsAreFlatAndNumbersOnly() {
    JsonNode metrics = master.get("/metrics/snapshot").json();

    assertThat(metrics.properties())
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(metric.getValue().isNumber()).isTrue());
    assertThat(metrics.path("master/elected").asDouble()).isZero();
    lead();
    assertThat(master.get("/metrics/snapshot").json().path("master/elected").asDouble()).isOne();
  }

  @Test
  void jsonpWrapsTheAnswer() {
    Answer answer = master.get("/version?jsonp=angular.callbacks._0");

    assertThat(answer.header("Content-Type")).isEqualTo("text/javascript");
    assertThat(answer.body()).startsWith("angular.callbacks._0({").contains("})");
    assertThat(master.get("/version?jsonp=a(b").status()).isEqualTo(400);
  }

  @Test
  void jsonHasNoCharset() {
    assertThat(master.get("/version").header("Content-Type")).isEqualTo("application/json");
  }

  private void lead() {
    elections.leads = true;
    elections.tell(new MasterEvent.CandidacyLeads(OptionalLong.of(7), "json.info_0000000001"));
  }

  private void detect(MasterInfo leader) {
    elections.tell(new MasterEvent.LeaderDetected(leader, OptionalLong.of(7)));
  }

  private static MasterInfo other() {
    try {
      return MasterInfo.of(
          "other",
          (Inet4Address) InetAddress.getByName("10.0.0.9"),
          5055,
          "leader.example",
          "1.11.0",
          List.of());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
