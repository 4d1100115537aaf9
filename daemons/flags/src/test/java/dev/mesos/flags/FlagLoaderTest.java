package dev.mesos.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagLoaderTest {

  enum Mode {
    EXIT,
    WAIT
  }

  private static final Flag<Integer> PORT =
      Flag.of("port", FlagTypes.port(), "Port to listen on.").withDefault(5050);
  private static final Flag<String> CLUSTER = Flag.of("cluster", FlagTypes.string(), "A name.");
  private static final Flag<PathOrValue> ZK = Flag.of("zk", FlagTypes.pathOrValue(), "ZooKeeper.");
  private static final Flag<Boolean> LOOKUP =
      Flag.of("hostname_lookup", FlagTypes.bool(), "Whether to look up.").withDefault(true);
  private static final Flag<Duration> PING =
      Flag.of("agent_ping_timeout", FlagTypes.duration(), "Time between pings.")
          .withDefault(Duration.ofSeconds(15))
          .withDeprecatedName("slave_ping_timeout");
  private static final Flag<String> IP =
      Flag.of("ip", FlagTypes.string(), "Address.")
          .withDefault("0.0.0.0")
          .withEnvironment("LIBPROCESS_IP", "BIND_ADDRESS");
  private static final Flag<Mode> MODE =
      Flag.of("leaderless", FlagTypes.oneOf(Mode.class), "What to do.").withDefault(Mode.EXIT);
  private static final Flag<String> WORK_DIR = Flag.of("work_dir", FlagTypes.path(), "Folder.");

  private static final FlagLoader LOADER =
      new FlagLoader(
          "mesos-test", "1.2.3", List.of(PORT, CLUSTER, ZK, LOOKUP, PING, IP, MODE, WORK_DIR));

  @TempDir Path folder;

  @Test
  void nothingGivenLeavesTheDefaults() {
    FlagValues values = run(Map.of());

    assertThat(values.get(PORT)).isEqualTo(5050);
    assertThat(values.get(LOOKUP)).isTrue();
    assertThat(values.find(CLUSTER)).isEmpty();
    assertThat(values.printed())
        .containsExactly(
            Map.entry("agent_ping_timeout", "15secs"),
            Map.entry("hostname_lookup", "true"),
            Map.entry("ip", "0.0.0.0"),
            Map.entry("leaderless", "exit"),
            Map.entry("port", "5050"));
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() {
    Map<String, String> environment = Map.of("MESOS_PORT", "1", "MESOS_CLUSTER", "env");

    FlagValues values = run(environment, "--port=2");

    assertThat(values.get(PORT)).isEqualTo(2);
    assertThat(values.get(CLUSTER)).isEqualTo("env");
  }

  @Test
  void anUnknownVariableIsIgnored() {
    assertThat(LOADER.load(List.of(), Map.of("MESOS_NATIVE_JAVA_LIBRARY", "x")))
        .isInstanceOf(FlagOutcome.Run.class);
  }

  @Test
  void booleansHaveFourForms() {
    assertThat(run(Map.of(), "--hostname_lookup").get(LOOKUP)).isTrue();
    assertThat(run(Map.of(), "--no-hostname_lookup").get(LOOKUP)).isFalse();
    assertThat(run(Map.of(), "--hostname_lookup=false").get(LOOKUP)).isFalse();
    assertThat(run(Map.of("MESOS_HOSTNAME_LOOKUP", "0")).get(LOOKUP)).isFalse();
  }

  @Test
  void furtherVariablesAreAskedInOrder() {
    assertThat(run(Map.of("BIND_ADDRESS", "127.0.0.2")).get(IP)).isEqualTo("127.0.0.2");
    assertThat(run(Map.of("BIND_ADDRESS", "127.0.0.2", "LIBPROCESS_IP", "127.0.0.3")).get(IP))
        .isEqualTo("127.0.0.3");
    assertThat(run(Map.of("LIBPROCESS_IP", "127.0.0.3", "MESOS_IP", "127.0.0.4")).get(IP))
        .isEqualTo("127.0.0.4");
    assertThat(run(Map.of("BIND_ADDRESS", "")).get(IP)).isEqualTo("0.0.0.0");
  }

  @Test
  void anUnknownFlagIsRefusedWithTheNearestName() {
    assertThat(refusal("--prot=1"))
        .isEqualTo(
            """
            mesos-test: unknown flag --prot: did you mean --port?
            See 'mesos-test --help'.\
            """);
    assertThat(refusal("--completely_different=secret"))
        .contains("unknown flag --completely_different: leave it out")
        .doesNotContain("secret");
  }

  @Test
  void aFlagWithoutItsValueIsRefused() {
    assertThat(refusal("--port")).contains("flag --port lacks a value: write --port=NUMBER");
    assertThat(refusal("--no-port")).contains("not a boolean");
    assertThat(refusal("--no-hostname_lookup=true")).contains("takes no value");
  }

  @Test
  void aBadValueIsRefusedWithTheRemedy() {
    assertThat(refusal("--agent_ping_timeout=15"))
        .contains("flag --agent_ping_timeout='15': write a number and a unit out of ns us ms secs");
    assertThat(refusal("--port=70000")).contains("write a port from 0 to 65535");
    assertThat(refusal("--port=x")).contains("write a whole number");
    assertThat(refusal("--leaderless=maybe")).contains("write one of exit|wait");
    assertThat(refusal("--hostname_lookup=maybe")).contains("write true or false");
  }

  @Test
  void aBadVariableIsRefusedByItsOwnName() {
    assertThat(LOADER.load(List.of(), Map.of("MESOS_PORT", "x")))
        .isInstanceOfSatisfying(
            FlagOutcome.Refuse.class,
            refused -> assertThat(refused.text()).contains("variable MESOS_PORT='x'"));
  }

  @Test
  void duplicatesAreRefused() {
    assertThat(refusal("--port=1", "--port=1")).contains("flag --port repeats itself");
    assertThat(refusal("--slave_ping_timeout=1secs", "--agent_ping_timeout=1secs"))
        .contains("flag --agent_ping_timeout repeats flag --slave_ping_timeout");
  }

  @Test
  void aDeprecatedNameWorksWithAWarning() {
    FlagOutcome outcome = LOADER.load(List.of("--slave_ping_timeout=1mins"), Map.of());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlagOutcome.Run.class,
            run -> {
              assertThat(run.values().get(PING)).isEqualTo(Duration.ofMinutes(1));
              assertThat(run.warnings())
                  .containsExactly(
                      "flag --slave_ping_timeout is deprecated: write agent_ping_timeout instead of"
                          + " slave_ping_timeout");
            });
  }

  @Test
  void aRequiredFlagMayNotBeMissing() {
    FlagLoader loader = new FlagLoader("p", "1", List.of(CLUSTER.asRequired()));

    assertThat(loader.load(List.of(), Map.of()))
        .isInstanceOfSatisfying(
            FlagOutcome.Refuse.class,
            refused ->
                assertThat(refused.text())
                    .contains("--cluster is required: write --cluster=VALUE or set MESOS_CLUSTER"));
  }

  @Test
  void aFileStandsForItsContent() throws IOException {
    Path file = Files.writeString(folder.resolve("cluster"), "from file\n");

    assertThat(run(Map.of(), "--cluster=file://" + file).get(CLUSTER)).isEqualTo("from file");
    assertThat(run(Map.of(), "--work_dir=file://" + file).get(WORK_DIR)).isEqualTo(file.toString());
    assertThat(refusal("--cluster=file:///no/such/file"))
        .contains("cannot read file '/no/such/file': name a readable text file");
  }

  @Test
  void aSecretIsNeverShown() throws IOException {
    Path file = Files.writeString(folder.resolve("zk"), "zk://u:secret@h:2181/mesos\n");

    FlagValues byPath = run(Map.of(), "--zk=file://" + file);
    FlagValues byValue = run(Map.of(), "--zk=zk://u:sec@ret@h:2181/mesos");

    assertThat(byPath.get(ZK).value()).isEqualTo("zk://u:secret@h:2181/mesos");
    assertThat(byPath.printed()).containsEntry("zk", "file://" + file);
    assertThat(byValue.get(ZK).value()).isEqualTo("zk://u:sec@ret@h:2181/mesos");
    assertThat(byValue.printed()).containsEntry("zk", "zk://<redacted>@h:2181/mesos");
  }

  @Test
  void theSeparatorEndsTheFlagsAndOtherArgumentsAreIgnored() {
    FlagOutcome outcome = LOADER.load(List.of("stray", "--", "--unknown"), Map.of());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlagOutcome.Run.class,
            run ->
                assertThat(run.warnings())
                    .containsExactly("argument 'stray' is no flag and is ignored"));
  }

  @Test
  void helpAndVersionArePrinted() {
    assertThat(LOADER.load(List.of("--version"), Map.of()))
        .isEqualTo(new FlagOutcome.Print("mesos-test 1.2.3"));
    assertThat(LOADER.load(List.of("--nonsense", "--help"), Map.of()))
        .isInstanceOfSatisfying(
            FlagOutcome.Print.class,
            help ->
                assertThat(help.text())
                    .contains("Usage: mesos-test")
                    .contains("--[no-]hostname_lookup")
                    .contains("--agent_ping_timeout=DURATION")
                    .contains("(default: 15secs)"));
  }

  @Test
  void twoFlagsOfOneNameAreAProgrammingError() {
    assertThatThrownBy(() -> new FlagLoader("p", "1", List.of(PORT, PORT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port");
  }

  private static FlagValues run(Map<String, String> environment, String... arguments) {
    return switch (LOADER.load(List.of(arguments), environment)) {
      case FlagOutcome.Run run -> run.values();
      case FlagOutcome other -> throw new AssertionError(other);
    };
  }

  private static String refusal(String... arguments) {
    return switch (LOADER.load(List.of(arguments), Map.of())) {
      case FlagOutcome.Refuse refused -> refused.text();
      case FlagOutcome other -> throw new AssertionError(other);
    };
  }
}
