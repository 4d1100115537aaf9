package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may lead this registry, and who does. */
class RegistryHeaderTest {

  private static final RegistryWriter WRITER = new RegistryWriter("json.info_0000000007", 42, "id");

  @Test
  void aNewOneNamesItsFormatAndItsLeader() {
    assertThat(text(RegistryHeader.fresh().claim(WRITER)))
        .isEqualTo(
            """
            {"format":1,"buckets":256,"leader":{"id":"id","znode":"json.info_0000000007","epoch":42}}\
            """);
  }

  @Test
  void whoClaimedItKnowsItself() throws Exception {
    RegistryHeader claimed = RegistryHeader.read(RegistryHeader.fresh().claim(WRITER).write());
    assertThat(claimed.leader()).contains(WRITER);
    assertThat(claimed.claimedBy(WRITER)).isTrue();
    assertThat(claimed.claimedBy(new RegistryWriter(WRITER.candidate(), 43, "id"))).isFalse();
    assertThat(claimed.claimedBy(new RegistryWriter("json.info_0000000008", 42, "id"))).isFalse();
    assertThat(RegistryHeader.fresh().claimedBy(WRITER)).isFalse();
  }

  @Test
  void whatIsNotKnownIsKept() throws Exception {
    String known = "{\"format\":1,\"buckets\":16,\"tomorrow\":{\"a\":[1]},\"leader\":{\"x\":1}}";
    assertThat(text(header(known).claim(WRITER)))
        .contains("\"tomorrow\":{\"a\":[1]}", "\"buckets\":16", "\"epoch\":42")
        .doesNotContain("\"x\"");
  }

  /** Conformance item 86. */
  @Test
  void whatIsRequiredAndNotKnownIsMissing() throws Exception {
    RegistryHeader header = header("{\"format\":1,\"buckets\":16,\"requires\":[]}");
    assertThat(header.missing(Set.of())).isEmpty();
    assertThatThrownBy(
            () -> header("{\"format\":1,\"buckets\":16,\"requires\":[\"QUOTA_V3\",\"A\"]}"))
        .isInstanceOf(IncompatibleRegistryException.class)
        .hasMessageContaining("[A, QUOTA_V3]")
        .hasMessageContaining("use a newer version");
  }

  @Test
  void aNewerFormatIsForNewerVersions() {
    assertThatThrownBy(() -> header("{\"format\":2,\"shards\":\"many\"}"))
        .isInstanceOf(IncompatibleRegistryException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("use a newer version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "null",
        "{\"format\":1}",
        "{\"format\":1,\"buckets\":0}",
        "{\"format\":1,\"buckets\":4097}",
        "{\"format\":-1,\"buckets\":256}",
        "{\"format\":\"x\",\"buckets\":256}"
      })
  void whatIsNoHeaderIsNotGuessedAt(String content) {
    assertThatThrownBy(() -> header(content))
        .isInstanceOf(IncompatibleRegistryException.class)
        .hasMessageContaining("move the znode 'registry' away");
  }

  private static RegistryHeader header(String content) throws IncompatibleRegistryException {
    return RegistryHeader.read(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(RegistryHeader header) {
    return new String(header.write(), StandardCharsets.UTF_8);
  }
}
