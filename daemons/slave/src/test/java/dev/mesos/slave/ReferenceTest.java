package dev.mesos.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Reference;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Our slave beside, and under, Apache Mesos itself. */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class ReferenceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The first start on a machine fetches Mesos. */
  private static final Duration FETCHING = Duration.ofMinutes(10);

  private static final Map<String, String> PING_OFTEN =
      Map.of("MESOS_AGENT_PING_TIMEOUT", "1secs", "MESOS_SESSION_SECONDS", "4");

  @TempDir Path folder;

  @Test
  void registersWithARealMasterAndFollowsItThroughAFailover() {
    int portA = TestSlave.freePort();
    int portB = TestSlave.freePort();
    try (Ensemble ensemble = Ensemble.start(1);
        Reference.Program masterA = master(ensemble, portA);
        TestSlave slave = new TestSlave(TestSlave.url(ensemble), folder.resolve("slave"))) {
      await().atMost(FETCHING).until(slave::registered);
      String id = slave.status().id().orElseThrow();
      assertThat(slaveAt(portA, id).get("active").asBoolean()).isTrue();
      assertThat(slaveAt(portA, id).get("pid").asText())
          .isEqualTo("slave(1)@127.0.0.1:" + slave.port);
      await().atMost(PATIENCE).until(() -> pings(slave) >= 3);

      try (Reference.Program masterB = master(ensemble, portB)) {
        await().atMost(PATIENCE).until(() -> ensemble.children("/mesos").size() == 2);
        masterA.close();

        await().atMost(PATIENCE).until(() -> slave.registered() && leaderPort(slave) == portB);
        assertThat(slave.status().id()).contains(id);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(slaveAt(portB, id).get("active").asBoolean()).isTrue());
        long before = pings(slave);
        await().atMost(PATIENCE).until(() -> pings(slave) >= before + 3);
      }
    }
  }

  @Test
  void answersWhatARealAgentAnswers() {
    int port = TestSlave.freePort();
    Path log = folder.resolve("local.log");
    try (Reference.Program local =
            Reference.start(log, Map.of(), "local", String.valueOf(port), "1");
        TestSlave slave =
            new TestSlave("127.0.0.1:" + TestSlave.freePort(), folder.resolve("slave"))) {
      await()
          .atMost(FETCHING)
          .ignoreExceptions()
          .until(() -> TestSlave.get(port, "/slave(1)/state").statusCode() == 200);

      // who built it is a thing of its own, and so are the resources of a machine
      assertSameShape(
          port, slave, "/slave(1)/state", Set.of("git_sha", "git_tag", "master_hostname"));
      assertSameShape(port, slave, "/version", Set.of("git_sha", "git_tag"));
      assertSameShape(port, slave, "/slave(1)/flags", Set.of());
      assertSameShape(port, slave, "/slave(1)/monitor/statistics", Set.of());
      assertSameMetrics(TestSlave.json(port, "/metrics/snapshot"), slave.json("/metrics/snapshot"));
      for (String path :
          new String[] {
            "/slave(1)/health", "/slave(1)/state?jsonp=f", "/nothing", "/slave%281%29/health"
          }) {
        HttpResponse<String> real = TestSlave.get(port, path);
        HttpResponse<String> ours = slave.get(path);
        assertThat(ours.statusCode()).as(path).isEqualTo(real.statusCode());
        assertThat(ours.body().replaceFirst("[{].*[}]", ""))
            .as(path)
            .isEqualTo(real.body().replaceFirst("[{].*[}]", ""));
      }
    }
  }

  private Reference.Program master(Ensemble ensemble, int port) {
    Path log = folder.resolve("master-" + port + ".log");
    return Reference.start(
        log, PING_OFTEN, "master", TestSlave.url(ensemble), String.valueOf(port));
  }

  private static JsonNode slaveAt(int masterPort, String id) {
    for (JsonNode slave : TestSlave.json(masterPort, "/master/slaves").get("slaves")) {
      if (slave.get("id").asText().equals(id)) {
        return slave;
      }
    }
    throw new AssertionError("the master at port " + masterPort + " does not know slave " + id);
  }

  private static int leaderPort(TestSlave slave) {
    return slave.status().leader().orElseThrow().pid().address().port();
  }

  private static long pings(TestSlave slave) {
    return slave.runtime().counters().pingsReceived();
  }

  /** The same fields of the same types, a level deep; flags differ in number, not in form. */
  private static void assertSameShape(
      int realPort, TestSlave slave, String path, Set<String> exceptions) {
    JsonNode real = TestSlave.json(realPort, path);
    JsonNode ours = slave.json(path);
    assertThat(ours.getNodeType()).as(path).isEqualTo(real.getNodeType());
    Set<String> names = names(real);
    names.removeAll(exceptions);
    Set<String> ourNames = names(ours);
    ourNames.removeAll(exceptions);
    assertThat(ourNames).as(path).isEqualTo(names);
    for (String name : names) {
      assertThat(ours.get(name).getNodeType())
          .as(path + " " + name)
          .isEqualTo(real.get(name).getNodeType());
      if (name.contains("resources")) {
        assertThat(names(ours.get(name))).as(path + " " + name).isEqualTo(names(real.get(name)));
      }
    }
  }

  private static void assertSameMetrics(JsonNode real, JsonNode ours) {
    Set<String> names = names(real);
    names.removeIf(name -> !name.startsWith("slave/") && !name.startsWith("system/"));
    // of recovering and of keeping what executors leave, which ours has none of
    names.removeAll(
        Set.of("slave/recovery_time_secs", "slave/executor_directory_max_allowed_age_secs"));
    assertThat(names(ours)).containsAll(names);
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
