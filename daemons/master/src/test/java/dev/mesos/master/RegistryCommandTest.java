package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.Credentials;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Hand;
import dev.mesos.coordination.testing.Recorder;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistrySettings;
import dev.mesos.master.registry.RegistryWriter;
import dev.mesos.master.registry.ZooKeeperRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real server, with a registry that a leader wrote. */
class RegistryCommandTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Ensemble ensemble;
  private ZooKeeperUrl url;
  private Hand hand;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    ensemble = Ensemble.start(1);
    url =
        ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/mesos")
            .withCredentials(new Credentials("demo", "secret"));
    hand = new Hand(url);
    hand.createPath();
  }

  @AfterEach
  void stop() {
    hand.close();
    ensemble.close();
  }

  @Test
  void printsATable() throws IOException {
    RegistryWriter leader = write();
    Path file = Files.writeString(folder.resolve("zk"), url.reveal() + "\n");
    assertThat(run("--zk=file://" + file)).isEqualTo(RegistryCommand.DONE);
    assertThat(text(out).lines())
        .containsExactly(
            "STATE        SINCE                     EPOCH       HOSTNAME  ID    SERVICE",
            "admitted     2026-03-01T12:00:00.250Z  %-10d  a?[2J     m-S1  cordoned"
                .formatted(leader.epoch()),
            "deactivated  2026-03-01T12:00:00.250Z  %-10d  b         m-S2"
                .formatted(leader.epoch()),
            "2 slaves: 1 admitted, 1 deactivated, 0 gone; 0 znodes skipped");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void printsJsonAndSaysWhatItSkips() throws IOException {
    RegistryWriter leader = write();
    hand.create("registry/slaves/foreign", new byte[0]);
    assertThat(run("--zk=" + url.reveal(), "--format=json")).isEqualTo(RegistryCommand.SKIPPED);
    JsonNode json = new ObjectMapper().readTree(text(out));
    assertThat(json.path("election").asText()).isEqualTo(url.toString()).doesNotContain("secret");
    assertThat(json.at("/leader/epoch").asLong()).isEqualTo(leader.epoch());
    assertThat(json.at("/slaves/0/hostname").asText()).isEqualTo("a\u001b[2J");
    assertThat(json.at("/slaves/0/port").asInt()).isEqualTo(5051);
    assertThat(json.at("/slaves/0/cordoned").asBoolean()).isTrue();
    assertThat(json.at("/slaves/1/state").asText()).isEqualTo("deactivated");
    assertThat(json.at("/skipped/0/znode").asText()).isEqualTo("registry/slaves/foreign");
    assertThat(text(err)).contains("skipped znode 'registry/slaves/foreign': not one of the 256");
  }

  @Test
  void withoutARegistryItFails() {
    assertThat(run("--zk=" + url.reveal())).isEqualTo(RegistryCommand.FAILED);
    assertThat(text(err)).contains("there is no registry", url.toString());
    assertThat(text(out)).isEmpty();
  }

  @Test
  void withoutTheCredentialsItIsRefused() {
    write();
    assertThat(run("--zk=" + url.withoutCredentials())).isEqualTo(RegistryCommand.FAILED);
    assertThat(text(err)).contains("NOAUTH", "give the URL the credentials that own the znode");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void whatANewerVersionWroteIsNotGuessedAt() {
    hand.create("registry", "{\"format\":2}".getBytes(StandardCharsets.UTF_8));
    assertThat(run("--zk=" + url.reveal())).isEqualTo(RegistryCommand.FAILED);
    assertThat(text(err)).contains("format 2", "use a newer version");
  }

  @Test
  void aServerThatIsNotThereIsNotWaitedForLonger() {
    assertThat(run("--zk=zk://127.0.0.1:1/mesos", "--timeout=1secs"))
        .isEqualTo(RegistryCommand.FAILED);
    assertThat(text(err)).contains("did not answer within 1 s", "zk://127.0.0.1:1/mesos");
  }

  @Test
  void badFlagsAreNamed() {
    assertThat(run()).isEqualTo(RegistryCommand.FAILED);
    assertThat(run("--zk=zk://demo:secret@host")).isEqualTo(RegistryCommand.FAILED);
    assertThat(run("--zk=" + url.reveal(), "--format=xml")).isEqualTo(RegistryCommand.FAILED);
    assertThat(text(err))
        .contains("flag --zk is required", "the path is missing", "write one of table|json")
        .doesNotContain("secret");
  }

  /** As a leader does it. */
  private RegistryWriter write() {
    Hand.Made candidate = hand.candidate();
    RegistryWriter leader = new RegistryWriter(candidate.znode(), candidate.epoch(), "m");
    Recorder<RegistryNews> told = new Recorder<>();
    try (ZooKeeperRegistry registry =
        ZooKeeperRegistry.open(
            url,
            Duration.ofSeconds(20),
            RegistrySettings.DEFAULT,
            InstantSource.fixed(AT),
            told::accept)) {
      registry.recover(leader);
      told.next(RegistryNews.Recovered.class);
      List<RegistryOperation> operations =
          List.of(
              new RegistryOperation.Admit(slave("m-S1", "a\u001b[2J")),
              new RegistryOperation.Admit(slave("m-S2", "b")),
              new RegistryOperation.Cordon("m-S1"),
              new RegistryOperation.Deactivate("m-S2"));
      operations.forEach(operation -> registry.submit(1, operation));
      operations.forEach(operation -> told.next(RegistryNews.Done.class));
    }
    return leader;
  }

  private static SlaveInfo slave(String id, String hostname) {
    return SlaveInfo.newBuilder()
        .setId(SlaveID.newBuilder().setValue(id))
        .setHostname(hostname)
        .setPort(5051)
        .build();
  }

  private int run(String... arguments) {
    return RegistryCommand.run(List.of(arguments), Map.of(), printer(out), printer(err));
  }

  private static PrintStream printer(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream from) {
    return from.toString(StandardCharsets.UTF_8);
  }
}
