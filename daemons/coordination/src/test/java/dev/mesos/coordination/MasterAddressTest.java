package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterAddressTest {

  @TempDir Path folder;

  private static void refused(String address, String... parts) {
    assertThatThrownBy(() -> MasterAddress.parse(address))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContainingAll(parts);
  }

  private String file(String content) throws IOException {
    Path file = Files.createTempFile(folder, "url", "");
    Files.writeString(file, content);
    return file.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.11:5050", "master@10.0.0.11:5050", "mesos://10.0.0.11:5050"})
  void aFixedMaster(String address) {
    assertThat(MasterAddress.parse(address))
        .isEqualTo(new MasterAddress.Fixed(new ServerAddress("10.0.0.11", 5050)));
  }

  @Test
  void anElection() {
    assertThat(MasterAddress.parse("zk://u:p@h/m"))
        .isEqualTo(new MasterAddress.ZooKeeper(ZooKeeperUrl.parse("zk://u:p@h/m")))
        .hasToString("zk://u:***@h:2181/m");
    assertThat(MasterAddress.parseElection("zoo://h/m")).isEqualTo(ZooKeeperUrl.parse("zk://h/m"));
  }

  @Test
  void aFileHoldsAnyOfThese() throws IOException {
    assertThat(MasterAddress.parse("file://" + file("zk://u:p@h:2181/m\n")))
        .isEqualTo(MasterAddress.parse("zk://u:p@h:2181/m"));
    assertThat(MasterAddress.parse("file://" + file("master@10.0.0.11:5050")))
        .isEqualTo(MasterAddress.parse("10.0.0.11:5050"));
    assertThat(MasterAddress.parse("file://" + file("file://" + file("h:5050"))))
        .isEqualTo(MasterAddress.parse("h:5050"));
  }

  @Test
  void aFileThatNamesItselfIsRefused() throws IOException {
    Path loop = folder.resolve("loop");
    Files.writeString(loop, "file://" + loop);
    refused("file://" + loop, "too many in a row");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    refused("file://" + folder + "/absent", folder + "/absent", "cannot read", "mount it");
    refused("file://", "names no file");
    refused("file://" + file("x".repeat(70_000)), "65536 bytes");
    refused("file://" + file("  \n"), "in file://", "empty");
  }

  @Test
  void whatIsWrongInAFileIsSaidWithoutItsPassword() throws IOException {
    String address = "file://" + file("zk://u:hunter/2@h:2181/m");
    refused(address, "in " + address, "zk://u:***@h:2181/m");
  }

  @Test
  void aZooFileListsTheServers() throws IOException {
    String file = file("# the ensemble\nzk-0:2181\n\n  zk-1:2182 \nzk-2\n");
    assertThat(MasterAddress.parse("zoofile://" + file + "/mesos/a"))
        .isEqualTo(MasterAddress.parse("zk://zk-0:2181,zk-1:2182,zk-2:2181/mesos/a"));
  }

  @Test
  void aZooFileNeedsFileServersAndZnode() throws IOException {
    refused("zoofile://" + folder + "/absent/mesos", "no file found", "zoofile://FILE/znode");
    refused("zoofile://" + file("zk-0:2181"), "no file found");
    refused("zoofile://" + file("") + "/mesos", "no ZooKeeper server");
    refused("zoofile://" + file("zk-0:99999") + "/mesos", "in zoofile://", "65535");
    refused("zoofile://" + file("zk-0") + "/", "path is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "mesos://h", "h:", "h:x", "h:70000", "slave@h:5050", "a b:1"})
  void isNoMaster(String address) {
    refused(
        address, address.startsWith("slave") ? "***@h:5050" : address, "not a master's address");
  }

  @Test
  void otherSchemesAndNothingAreRefused() {
    refused("http://h:5050", "unknown scheme", "zk://");
    refused("ZK://h/m", "small");
    refused(" ", "empty", "host:5050");
  }

  @Test
  void anElectionIsNoFixedMaster() {
    assertThatThrownBy(() -> MasterAddress.parseElection("h:5050"))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("write zk://");
  }
}
