package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ZooKeeperUrlProperties {

  @Provide
  Arbitrary<ServerAddress> servers() {
    Arbitrary<String> hosts =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(20),
            Arbitraries.of("10.0.0.11", "zk-0.zk.ns.svc", "::1", "fe80::a:1"));
    return Combinators.combine(hosts, Arbitraries.integers().between(1, 65_535))
        .as(ServerAddress::new);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars("-_.0123456789äß")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(segment -> !segment.equals(".") && !segment.equals(".."))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> "/" + String.join("/", segments));
  }

  @Provide
  Arbitrary<Optional<Credentials>> credentials() {
    Arbitrary<String> users = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> passwords =
        Arbitraries.strings().ascii().excludeChars('/').ofMinLength(1).ofMaxLength(20);
    return Combinators.combine(users, passwords).as(Credentials::new).optional();
  }

  @Provide
  Arbitrary<ZooKeeperUrl> urls() {
    return Combinators.combine(servers().list().ofMinSize(1).ofMaxSize(5), paths(), credentials())
        .as(ZooKeeperUrl::new);
  }

  @Property
  void whatIsWrittenIsRead(@ForAll("urls") ZooKeeperUrl url) {
    assertThat(ZooKeeperUrl.parse(url.reveal())).isEqualTo(url);
  }

  @Property
  void thePathMayStandBehindEveryHost(@ForAll("urls") ZooKeeperUrl url) {
    List<String> each = url.servers().stream().map(server -> server + url.path()).toList();
    String user = url.credentials().map(c -> c.user() + ":" + c.password() + "@").orElse("");
    assertThat(ZooKeeperUrl.parse("zk://" + user + String.join(",", each))).isEqualTo(url);
  }

  @Property
  void trailingSlashesDoNotMatter(
      @ForAll("urls") ZooKeeperUrl url, @ForAll @IntRange(max = 3) int slashes) {
    assertThat(ZooKeeperUrl.parse(url.reveal() + "/".repeat(slashes))).isEqualTo(url);
  }

  @Property
  void whatIsShownHoldsNoPassword(@ForAll("urls") ZooKeeperUrl url) {
    Credentials secret = new Credentials("u", "top<secret>password");
    assertThat(url.withCredentials(secret).toString()).doesNotContain("secret");
  }

  @Property
  void anythingElseIsRefusedInOneWayOnly(@ForAll String text) {
    for (String candidate : List.of(text, "zk://" + text, "zk://u:hunter2@" + text)) {
      try {
        ZooKeeperUrl url = ZooKeeperUrl.parse(candidate);
        assertThat(url.path()).startsWith("/").doesNotEndWith("/");
        assertThat(ZooKeeperUrl.parse(url.reveal())).isEqualTo(url);
      } catch (InvalidAddressException e) {
        assertThat(e.getMessage()).doesNotContain("hunter2");
      }
    }
  }
}
