package dev.mesos.master;

import static dev.mesos.master.RealAgents.agents;
import static dev.mesos.master.RealAgents.await;
import static dev.mesos.master.RealAgents.call;
import static dev.mesos.master.RealAgents.id;
import static dev.mesos.master.RealAgents.metric;
import static dev.mesos.master.RealAgents.slaves;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.testing.Reference;
import dev.mesos.master.TestMaster.Answer;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators ask of our master about agents of Apache Mesos, beside a real master. */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class RealAgentOperatorTest {

  private static final String PATIENT = "--max_agent_ping_timeouts=30";
  private static final String AS_MESOS_1X = "--partitioned_agents=reregister";

  @RegisterExtension static final RealAgents REAL = new RealAgents();

  /** By the rule of Mesos 1.x it might come back if it were only given up. */
  @Test
  void markedGoneItEndsAndMayNeverComeBack() {
    try (TestMaster master = REAL.leader(PATIENT, AS_MESOS_1X)) {
      String id;
      try (RealAgent agent = REAL.registered(master)) {
        id = id(master);
        assertThat(call(master.port(), "MARK_AGENT_GONE", id, "").status()).isEqualTo(200);

        assertThat(slaves(master)).isEmpty();
        assertThat(agents(master.port()).path("agents").size()).isZero();
        assertThat(agents(master.port()).path("recovered_agents").size()).isZero();
        assertThat(REAL.inRegistry(id)).contains(State.GONE);
        assertThat(metric(master, "slaves_gone")).isOne();
        await().until(() -> agent.toldToShutDownBy(master) && agent.ended());
      }
      try (RealAgent again = REAL.agent()) {
        await().until(() -> again.toldToShutDownBy(master) && again.ended());
        assertThat(slaves(master)).isEmpty();
        assertThat(REAL.inRegistry(id)).contains(State.GONE);
      }
    }
  }

  @Test
  void markedGoneWhileItWasUnreachableItEndsWhenItSpeaks() {
    try (TestMaster master = REAL.leader("--max_agent_ping_timeouts=2", AS_MESOS_1X);
        RealAgent agent = REAL.registered(master)) {
      String id = id(master);
      agent.freeze();
      await().until(() -> slaves(master).isEmpty());
      assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);
      assertThat(call(master.port(), "MARK_AGENT_GONE", id, "").status()).isEqualTo(200);
      assertThat(REAL.inRegistry(id)).contains(State.GONE);
      assertThat(metric(master, "slaves_unreachable")).isZero();

      agent.thaw();

      await().until(() -> agent.toldToShutDownBy(master) && agent.ended());
      assertThat(slaves(master)).isEmpty();
    }
  }

  @Test
  void deactivatedReactivatedAndDrainedItIsShownAsARealMasterShowsIt() {
    int port = TestMaster.freePort();
    Path log = Path.of("target", "real-local.log");
    try (Reference.Program real =
            Reference.start(log, Map.of(), "local", String.valueOf(port), "1");
        TestMaster master = REAL.leader(PATIENT);
        RealAgent agent = REAL.registered(master)) {
      await().until(() -> slaves(port).size() == 1);
      Beside both = new Beside(port, master.port());
      both.areShownAlike();

      both.call("REACTIVATE_AGENT", "");
      both.call("DEACTIVATE_AGENT", "");
      both.areShownAlike();
      both.call("DEACTIVATE_AGENT", "");
      both.areShownAlike();
      both.call("REACTIVATE_AGENT", "");
      both.areShownAlike();
      both.call("DRAIN_AGENT", ",\"max_grace_period\":{\"seconds\":3}");
      await().untilAsserted(both::areShownAlike);
      both.areDrainedSinceAMoment();
      both.call("REACTIVATE_AGENT", "");
      both.areShownAlike();
      both.call("DRAIN_AGENT", ",\"mark_gone\":true");

      await().until(() -> slaves(port).isEmpty() && slaves(master).isEmpty());
      assertThat(agents(master.port())).isEqualTo(agents(port));
      assertThat(REAL.inRegistry(both.ourId)).contains(State.GONE);
      await().until(() -> agent.ended() && real.output().contains("Agent terminating"));
      assertThat(agent.toldToShutDownBy(master)).isTrue();
      assertThat(drains(agent.output())).hasSize(2).isEqualTo(drains(real.output()));
    }
  }

  /** What an agent says of being drained. */
  private static List<String> drains(String output) {
    return Pattern.compile("Received DrainConfig .*")
        .matcher(output)
        .results()
        .map(found -> found.group())
        .toList();
  }

  /** The only agents of a real master and of ours. */
  private static final class Beside {

    /** Who and where it is, since when, and what its machine has. */
    private static final Set<String> ITS_OWN =
        Set.of(
            "id",
            "pid",
            "port",
            "registered_time",
            "reregistered_time",
            "estimated_drain_start_time",
            "estimated_drain_start_time_seconds",
            "agent_info",
            "resources",
            "unreserved_resources",
            "unreserved_resources_full",
            "total_resources");

    private final int their;
    private final int our;
    private final String theirId;
    private final String ourId;

    Beside(int their, int our) {
      this.their = their;
      this.our = our;
      this.theirId = slaves(their).path(0).path("id").asText();
      this.ourId = slaves(our).path(0).path("id").asText();
    }

    void areDrainedSinceAMoment() {
      JsonNode mine = slaves(our).path(0);
      assertThat(mine.path("drain_info").path("state").asText()).isEqualTo("DRAINED");
      for (int master : new int[] {their, our}) {
        double since = slaves(master).path(0).path("estimated_drain_start_time_seconds").asDouble();
        assertThat(since).isGreaterThan(mine.path("registered_time").asDouble());
        JsonNode time = agents(master).path("agents").path(0).path("estimated_drain_start_time");
        assertThat(time.path("nanoseconds").asLong()).isEqualTo(((long) since) * 1_000_000_000);
      }
    }

    void call(String type, String more) {
      Answer theirs = RealAgents.call(their, type, theirId, more);
      Answer mine = RealAgents.call(our, type, ourId, more);
      assertThat(mine.status()).as(type).isEqualTo(theirs.status());
      assertThat(mine.body()).as(type).isEqualTo(theirs.body());
    }

    void areShownAlike() {
      alike(slaves(their).path(0), slaves(our).path(0));
      alike(agents(their).path("agents").path(0), agents(our).path("agents").path(0));
      assertThat(names(agents(our))).isEqualTo(names(agents(their)));
      JsonNode theirs = TestMaster.get(their, "/metrics/snapshot").json();
      JsonNode mine = TestMaster.get(our, "/metrics/snapshot").json();
      for (String name : List.of("active", "inactive", "connected", "disconnected")) {
        assertThat(mine.required("master/slaves_" + name).asInt())
            .as(name)
            .isEqualTo(theirs.required("master/slaves_" + name).asInt());
      }
    }

    private static void alike(JsonNode theirs, JsonNode ours) {
      assertThat(names(ours)).isEqualTo(names(theirs));
      assertThat((JsonNode) ((ObjectNode) ours).without(ITS_OWN))
          .isEqualTo(((ObjectNode) theirs).without(ITS_OWN));
    }

    private static Set<String> names(JsonNode json) {
      Set<String> names = new TreeSet<>(json.propertyStream().map(each -> each.getKey()).toList());
      // a registration that was repeated counts as a return with one and not with the other
      names.remove("reregistered_time");
      return names;
    }
  }
}
