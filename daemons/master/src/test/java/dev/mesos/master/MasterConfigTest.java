package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterConfigTest {

  @Test
  void mesosDefaults() {
    MasterConfig config = of(Map.of(), "--advertise_ip=10.0.0.1", "--hostname=m");

    assertThat(config.zooKeeper()).isEmpty();
    assertThat(config.listenAddress()).isEqualTo("0.0.0.0");
    assertThat(config.listenPort()).isEqualTo(5050);
    assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.tickTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.terminationLog()).isEmpty();
    assertThat(config.rules().agentPingTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.rules().maxAgentPingTimeouts()).isEqualTo(5);
    assertThat(config.rules().exitWhenLeaderless()).isTrue();
    assertThat(config.self().pid()).isEqualTo("master@10.0.0.1:5050");
    assertThat(config.self().version()).matches("[0-9.]+");
  }

  @Test
  void whatIsAdvertisedMayDifferFromWhatIsListenedOn() {
    MasterConfig config =
        of(
            Map.of("BIND_ADDRESS", "127.0.0.2"),
            "--advertise_ip=10.0.0.1",
            "--advertise_port=80",
            "--hostname=m");

    assertThat(config.listenAddress()).isEqualTo("127.0.0.2");
    assertThat(config.self().pid()).isEqualTo("master@10.0.0.1:80");
  }

  @Test
  void theAddressListenedOnIsAdvertisedUnlessItIsAny() {
    assertThat(of(Map.of("LIBPROCESS_IP", "127.0.0.3")).self().address().ip())
        .isEqualTo("127.0.0.3");
    assertThat(of(Map.of()).self().address().ip()).isNotEqualTo("0.0.0.0");
  }

  @Test
  void withoutALookUpTheAddressIsTheName() {
    assertThat(of(Map.of(), "--ip=127.0.0.1", "--no-hostname_lookup").self().hostname())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void everyStartHasAnIdOfItsOwn() {
    assertThat(of(Map.of()).self().id()).isNotEqualTo(of(Map.of()).self().id());
  }

  @Test
  void theElectionMayComeFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("url"), "zk://u:secret@h:2181/mesos\n");

    MasterConfig config = of(Map.of("MESOS_ZK", "file://" + file));

    assertThat(config.zooKeeper().orElseThrow().path()).isEqualTo("/mesos");
    assertThat(config.flags()).containsEntry("zk", "file://" + file);
    assertThat(config.toString()).doesNotContain("secret");
  }

  @Test
  void theEnvironmentSaysWhatThePlatformKnows() {
    MasterConfig config =
        of(Map.of("MESOS_ZK_TICK_TIME", "250ms", "MESOS_TERMINATION_LOG", "/dev/termination-log"));

    assertThat(config.tickTime()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.terminationLog()).contains(Path.of("/dev/termination-log"));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> of(Map.of(), "--zk=zk://h:2181")).hasMessageContaining("--zk");
    assertThatThrownBy(() -> of(Map.of(), "--zk=10.0.0.1:5050")).hasMessageContaining("--zk");
    assertThatThrownBy(() -> of(Map.of(), "--advertise_ip=::1"))
        .hasMessageContaining("flag --advertise_ip='::1' is no IPv4 address");
    assertThatThrownBy(() -> of(Map.of(), "--advertise_ip=no.such.host.invalid"))
        .hasMessageContaining("does not resolve");
    assertThat(refusal("--agent_ping_timeout=100ms")).contains("write 1secs to 15mins");
    assertThat(refusal("--max_agent_ping_timeouts=0")).contains("write 1 or more");
    assertThat(refusal("--zk_tick_time=0ms")).contains("write 1ms to 1hrs");
    assertThat(refusal("--port=0")).contains("write a port from 1 to 65535");
    assertThat(refusal("--leaderless=die")).contains("write one of exit|wait");
  }

  private static String refusal(String... flags) {
    return switch (MasterFlags.loader().load(List.of(flags), Map.of())) {
      case FlagOutcome.Refuse refused -> refused.text();
      case FlagOutcome other -> throw new AssertionError(other);
    };
  }

  private static MasterConfig of(Map<String, String> environment, String... flags) {
    return switch (MasterFlags.loader().load(List.of(flags), environment)) {
      case FlagOutcome.Run run -> MasterConfig.of(run.values(), BuildInfo.load(Main.class));
      case FlagOutcome other -> throw new AssertionError(other);
    };
  }
}
