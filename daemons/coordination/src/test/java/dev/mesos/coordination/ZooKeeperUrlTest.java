package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar, and every row of the table of what Mesos's own parser makes of a URL. */
class ZooKeeperUrlTest {

  private static void refused(String url, String... parts) {
    assertThatThrownBy(() -> ZooKeeperUrl.parse(url))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContainingAll(parts);
  }

  // The rows.

  @Test
  void withoutAPathItIsRefusedAtOnce() {
    refused("zk://h1:2181", "zk://h1:2181", "path is missing", "zk://host:2181/mesos");
  }

  @Test
  void credentialsServersAndPath() {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://jake:1@h1:2181,h2:2181/a/b");
    assertThat(url.credentials()).contains(new Credentials("jake", "1"));
    assertThat(url.connectString()).isEqualTo("h1:2181,h2:2181");
    assertThat(url.path()).isEqualTo("/a/b");
  }

  @Test
  void aPathOnEveryHostIsOnePath() {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://h1:2181/mesos,h2:2181/mesos");
    assertThat(url).isEqualTo(ZooKeeperUrl.parse("zk://h1:2181,h2:2181/mesos"));
  }

  @Test
  void aPathOnEveryHostWithCredentials() {
    assertThat(ZooKeeperUrl.parse("zk://u:p@h1:2181/mesos,h2:2181/mesos"))
        .isEqualTo(ZooKeeperUrl.parse("zk://u:p@h1:2181,h2:2181/mesos"));
  }

  @Test
  void aSlashInThePasswordIsRefusedWithoutShowingIt() {
    refused("zk://u:pa/ss@h:2181/mesos", "zk://u:***@h:2181/mesos", "cannot contain '/'");
    assertThatThrownBy(() -> ZooKeeperUrl.parse("zk://u:pa/ss@h:2181/mesos"))
        .message()
        .doesNotContain("pa/ss");
  }

  @Test
  void anAtInThePasswordWorks() {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://u:p@w@h:2181/m");
    assertThat(url.credentials()).contains(new Credentials("u", "p@w"));
    assertThat(url.connectString()).isEqualTo("h:2181");
  }

  @Test
  void emptyCredentialsAreRefused() {
    refused("zk://@h/m", "before '@' is not user:password", "leave the '@' out");
  }

  @Test
  void noServersAreRefused() {
    refused("zk:///mesos", "no server", "zk://host:2181/mesos");
  }

  @Test
  void theSchemeIsInSmallLetters() {
    refused("ZK://h/m", "ZK://h/m", "begin with zk://");
  }

  @Test
  void aTrailingSlashIsDropped() {
    assertThat(ZooKeeperUrl.parse("zk://h:2181/mesos/").path()).isEqualTo("/mesos");
  }

  // What the table does not say.

  @Test
  void differentPathsAreNamed() {
    refused("zk://h1:2181/a,h2:2181/b", "'/a' and '/b'", "write it once, after the last host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zk://h1/mesos,h2", "zk://h1,h2/mesos,h3/mesos", "zk://h1/a,b,c"})
  void aPathBehindSomeOfTheHostsIsRefused(String url) {
    refused(url, "behind some of the hosts");
  }

  @ParameterizedTest
  @CsvSource({
    "zk://u@h/m, not user:password",
    "zk://:p@h/m, not user:password",
    "zk://u:@h/m, not user:password",
    "zk://h/, path is missing",
    "zk://h//, path is missing",
    "zk://h/a//b, contains '//'",
    "zk://h/a/./b, contains '.'",
    "zk://h/../b, contains '..'",
    "zk://h:0/m, between 1 and 65535",
    "zk://h:65536/m, between 1 and 65535",
    "zk://h:/m, no port",
    "zk://h:2l81/m, no port",
    "zk://:2181/m, names no host",
    "'zk://h1,,h2/m', names no host",
    "'zk://h1,h2,/m', names no host",
    "zk://h_!/m, not a host",
    "zk://::1:2181/m, names no host",
    "zk://[h]:2181/m, not an IPv6 address",
    "mesos://h:5050, begin with zk://",
    "k://h/m, begin with zk://",
    "'', begin with zk://",
  })
  void isRefused(String url, String why) {
    refused(url, why);
  }

  @Test
  void aControlCharacterIsRefusedAndNotEchoed() {
    refused("zk://h/a\u0007b", "shown as '?'");
    refused("zk://h/" + "x".repeat(250), "251 characters");
  }

  @Test
  void theDefaultPortIsZooKeepers() {
    assertThat(ZooKeeperUrl.parse("zk://h1,h2:2182/m").connectString())
        .isEqualTo("h1:2181,h2:2182");
  }

  @Test
  void ipv6StandsInBrackets() {
    assertThat(ZooKeeperUrl.parse("zk://[::1]:2181,[fe80::1]/m").connectString())
        .isEqualTo("[::1]:2181,[fe80::1]:2181");
  }

  @Test
  void zooIsTheSameGrammarAndBlanksAroundAreIgnored() {
    assertThat(ZooKeeperUrl.parse(" zoo://u:p@h:2181/m\n"))
        .isEqualTo(ZooKeeperUrl.parse("zk://u:p@h:2181/m"));
  }

  @Test
  void thePasswordIsShownOnlyOnDemand() {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://u:secret@h:2181/m");
    assertThat(url).hasToString("zk://u:***@h:2181/m");
    assertThat(url.credentials().orElseThrow()).hasToString("u:***");
    assertThat(url.reveal()).isEqualTo("zk://u:secret@h:2181/m");
    assertThat(url.withoutCredentials().credentials()).isEqualTo(Optional.empty());
  }
}
