package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Names and buckets. */
class RegistryLayoutProperties {

  @Property
  void anyIdIsANameAndTheNameTheId(@ForAll String id) {
    String wellFormed = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Assume.that(wellFormed.equals(id));
    String name = RegistryLayout.encode(id);
    assertThat(name).matches("[A-Za-z0-9_%-]*");
    assertThat(RegistryLayout.decode(name)).isEqualTo(Optional.of(id));
  }

  @Property
  void aNameThatWeWouldNotWriteIsNone(@ForAll String name) {
    RegistryLayout.decode(name)
        .ifPresent(id -> assertThat(RegistryLayout.encode(id)).isEqualTo(name));
  }

  @Property
  void theBucketFollowsFromTheIdAlone(
      @ForAll String id, @ForAll @IntRange(min = 1, max = 4096) int buckets) {
    RegistryLayout layout = new RegistryLayout(buckets);
    assertThat(layout.bucket(id)).isEqualTo(new RegistryLayout(buckets).bucket(id));
    assertThat(layout.bucketNames())
        .hasSize(buckets)
        .doesNotHaveDuplicates()
        .contains(layout.bucket(id));
  }

  /** The format: whoever changes this loses what is stored. */
  @Example
  void namesAndBucketsStay() {
    RegistryLayout layout = new RegistryLayout(256);
    assertThat(layout.znode("6a1b1d5e-93c1-4a0e-9a6b-0d9f0c3a7e51-S0"))
        .isEqualTo("registry/slaves/f4/6a1b1d5e-93c1-4a0e-9a6b-0d9f0c3a7e51-S0");
    assertThat(layout.znode("a.b/ü")).isEqualTo("registry/slaves/46/a%2Eb%2F%C3%BC");
    assertThat(layout.bucketNames()).startsWith("00", "01").endsWith("fe", "ff");
    assertThat(new RegistryLayout(1).bucketNames()).containsExactly("0");
    assertThat(new RegistryLayout(4096).bucketNames()).startsWith("000").endsWith("fff");
  }

  @Example
  void theBucketsOfAHundredThousandSlavesAreAboutEqual() {
    Map<String, Integer> sizes = new HashMap<>();
    RegistryLayout layout = new RegistryLayout(RegistryLayout.DEFAULT_BUCKETS);
    for (int i = 0; i < 100_000; i++) {
      sizes.merge(layout.bucket(TestSlaves.id(i)), 1, Integer::sum);
    }
    assertThat(sizes).hasSize(RegistryLayout.DEFAULT_BUCKETS);
    // a list of that many names of 50 bytes has 30 kB, where ZooKeeper's limit is 1 MB
    assertThat(sizes.values()).allMatch(size -> size < 600);
  }

  @Example
  void nothingOfItIsTakenForACandidateOrForTheLeader() {
    assertThat(RegistryLayout.ROOT).isGreaterThan("json.info_9999999999");
    List<String> tokens = List.of(RegistryLayout.ROOT.split("_"));
    assertThat(tokens.getLast()).doesNotMatch("-?[0-9]+");
  }

  @Example
  void idsThatNobodyCanUseAreNotNames() {
    assertThat(RegistryLayout.names("")).isFalse();
    assertThat(RegistryLayout.names("x".repeat(256))).isFalse();
    assertThat(RegistryLayout.names("x".repeat(255))).isTrue();
    assertThat(RegistryLayout.names("\ud800")).isFalse();
    assertThat(RegistryLayout.names("..")).isTrue();
  }
}
