package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real members as processes, each at an address of its own, all on the same ports: as pods are.
 * Only Linux has the whole of 127.0.0.0/8 without further ado.
 */
@EnabledOnOs(OS.LINUX)
class EnsembleProcessTest {
  private static final String PASSWORD = "correct-horse";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  private final List<Member> members = new ArrayList<>();
  private Path hosts;
  private String network;

  @BeforeEach
  void takeAddresses() throws IOException {
    long pid = ProcessHandle.current().pid();
    network = "127.%d.%d.".formatted(128 + pid % 100, pid / 100 % 250);
    hosts = Files.writeString(folder.resolve("hosts"), "");
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  @AfterEach
  void killAll() {
    members.forEach(Member::close);
  }

  @Test
  void threeMembersFormAQuorumAndSurviveOne() throws Exception {
    start(0, 3);
    start(1, 3);
    Member first = members.get(0);
    await().atMost(LIMIT).until(() -> first.probe("/live").equals("200 starting"));
    assertThat(first.probe("/ready")).startsWith("503 no answer to srvr");

    // names that appear late: the members wait for them
    writeHosts(3);
    start(2, 3);
    awaitReady();
    assertThat(members).extracting(m -> m.probe("/ready")).containsOnlyOnce("200 leader");
    assertThat(members).extracting(m -> m.probe("/live")).containsOnly("200 imok");
    assertThat(first.ask("conf")).contains("tickTime=250", "membership", "server.3=zk-2.zk:2888");
    assertThat(first.ask("envi")).contains("not in the whitelist");

    try (ZooKeeper client = connect()) {
      onlyTheSuperuserReadsWhatIsClosed(client);

      stop(members.get(2));
      stop(members.get(1));
      await().atMost(LIMIT).until(() -> first.probe("/ready").startsWith("503 not in a quorum"));
      assertThat(first.probe("/live")).isEqualTo("200 imok");

      members.removeLast().close();
      start(2, 3);
      await().atMost(LIMIT).until(() -> first.probe("/ready").startsWith("200"));
      // a request of an attempt to connect that began before the quorum fails with that attempt
      await().atMost(LIMIT).until(() -> client.getState().isConnected());
      assertThat(client.getChildren("/", false)).contains("mesos");
    }
    assertThat(folder.resolve("0/log")).content().doesNotContain(PASSWORD);
  }

  @Test
  void oneMemberIsAQuorumOfOne() throws Exception {
    writeHosts(1);
    start(0, 1);

    awaitReady();

    assertThat(members.getFirst().probe("/ready")).isEqualTo("200 leader");
  }

  @Test
  void aWrongSettingEndsTheProcessWithOneLine() throws Exception {
    Member member = start(3, 3);

    assertThat(member.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(member.process().exitValue()).isEqualTo(2);
    assertThat(folder.resolve("3/log"))
        .hasContent(
            "mesos-zookeeper: POD_NAME=zk-3 is member 4, but ZOOKEEPER_MEMBERS has 3: add its host name there");
  }

  private static void onlyTheSuperuserReadsWhatIsClosed(ZooKeeper client) throws Exception {
    ACL nobody =
        new ACL(ZooDefs.Perms.ALL, new Id("digest", "nobody:AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    client.create("/mesos", new byte[0], Collections.singletonList(nobody), CreateMode.PERSISTENT);
    assertThatThrownBy(() -> client.getData("/mesos", false, null))
        .isInstanceOf(KeeperException.NoAuthException.class);

    client.addAuthInfo("digest", ("super:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    assertThat(client.getData("/mesos", false, null)).isEmpty();
  }

  private static void stop(Member member) throws InterruptedException {
    member.process().destroy();
    assertThat(member.process().waitFor(10, TimeUnit.SECONDS)).as("SIGTERM ends at once").isTrue();
  }

  private ZooKeeper connect() throws IOException {
    return new ZooKeeper(members.getFirst().connectString(), 20_000, event -> {});
  }

  private void awaitReady() {
    await()
        .atMost(LIMIT)
        .until(() -> members.stream().allMatch(m -> m.probe("/ready").startsWith("200")));
  }

  private void writeHosts(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("%s%d zk-%d.zk\n".formatted(network, i + 1, i));
    }
    Path fresh = Files.writeString(folder.resolve("hosts.new"), text);
    Files.move(fresh, hosts, StandardCopyOption.REPLACE_EXISTING);
  }

  private Member start(int ordinal, int count) throws IOException {
    Path own = Files.createDirectories(folder.resolve(Integer.toString(ordinal)));
    String names =
        String.join(",", IntStream.range(0, count).mapToObj(i -> "zk-" + i + ".zk").toList());
    Member member =
        Member.start(
            own,
            network + (ordinal + 1),
            List.of("-Djdk.net.hosts.file=" + hosts),
            Map.of(
                "POD_NAME",
                "zk-" + ordinal,
                "ZOOKEEPER_MEMBERS",
                names,
                "ZOOKEEPER_DATA_DIR",
                own.resolve("data").toString(),
                "ZOOKEEPER_SUPER_PASSWORD_FILE",
                folder.resolve("password").toString()));
    members.add(member);
    return member;
  }
}
