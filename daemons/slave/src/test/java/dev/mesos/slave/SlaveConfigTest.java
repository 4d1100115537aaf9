package dev.mesos.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mesos.flags.FlagOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaveConfigTest {

  @TempDir Path workDir;

  @Test
  void whatTheOperatorSetsIsUnderstood() {
    Map<String, String> environment =
        Map.of(
            "MESOS_MASTER", "zk://zk-0:2181/mesos",
            "MESOS_WORK_DIR", workDir.toString(),
            "MESOS_HOSTNAME", "demo-slave-0.demo-slave-headless.ns.svc",
            "MESOS_ADVERTISE_IP", "10.0.0.9",
            "MESOS_PORT", "5051",
            "MESOS_CLUSTER", "demo",
            "MESOS_ZK_SESSION_TIMEOUT", "8secs",
            "BIND_ADDRESS", "127.64.0.5");
    SlaveConfig config = config(environment);

    assertThat(config.self()).hasToString("slave(1)@10.0.0.9:5051");
    assertThat(config.listenAddress()).isEqualTo("127.64.0.5");
    assertThat(config.info().getHostname()).isEqualTo("demo-slave-0.demo-slave-headless.ns.svc");
    assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.backoffFactor()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theMasterMayBeInAFileAndItsPasswordIsNotShown() {
    SlaveConfig config = config(Map.of(), "--master=zk://u:secret@zk:2181/mesos");

    assertThat(config.flags().toString()).doesNotContain("secret");
    assertThat(config.toString()).doesNotContain("secret");
  }

  @Test
  void resourcesNotNamedAreFoundOut() {
    Machine machine = new Machine(4, 8L << 30, 100L << 30);

    assertThat(Offers.complete(List.of(), machine))
        .extracting(Resource::getName, r -> r.getScalar().getValue())
        .containsExactly(
            tuple("cpus", 4.0),
            tuple("mem", 7 * 1024.0),
            tuple("disk", 95 * 1024.0),
            tuple("ports", 0.0));
    assertThat(Offers.complete(List.of(), new Machine(1, 1L << 30, 8L << 30)))
        .extracting(r -> r.getScalar().getValue())
        .containsExactly(1.0, 512.0, 4096.0, 0.0);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(refusal()).contains("--master", "required");
    assertThat(refusal("--master=zk://h/m")).contains("--work_dir", "required");
    assertThat(refusal("--master=h:1", "--work_dir=/w", "--zk_session_timeout=10"))
        .contains("--zk_session_timeout");
    assertThat(refusal("--master=h:1", "--work_dir=/w", "--nosuch=1")).contains("--nosuch");
    assertThatThrownBy(() -> config(Map.of(), "--master=zk://h:2181/"))
        .hasMessageContaining("flag --master")
        .hasMessageContaining("path");
    assertThatThrownBy(() -> config(Map.of(), "--master=h:5050", "--advertise_ip=0.0.0.0"))
        .hasMessageContaining("--advertise_ip");
  }

  private SlaveConfig config(Map<String, String> environment, String... flags) {
    List<String> arguments = new ArrayList<>(List.of(flags));
    if (!environment.containsKey("MESOS_WORK_DIR")) {
      arguments.addAll(List.of("--work_dir=" + workDir, "--ip=127.0.0.1"));
    }
    FlagOutcome.Run run = (FlagOutcome.Run) SlaveFlags.loader().load(arguments, environment);
    return SlaveConfig.of(run.values());
  }

  private static String refusal(String... arguments) {
    return ((FlagOutcome.Refuse) SlaveFlags.loader().load(List.of(arguments), Map.of())).text();
  }
}
