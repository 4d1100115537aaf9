package dev.mesos.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "10secs,10000000000",
    "1ns,1",
    "2us,2000",
    "3ms,3000000",
    "1.5mins,90000000000",
    "1hrs,3600000000000",
    "1days,86400000000000",
    "2weeks,1209600000000000",
    "0secs,0"
  })
  void durationsHaveUnits(String text, long nanos) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10s", "10 secs", "secs", "", "1e3secs", "9999999weeks"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15secs", "10mins", "1weeks", "1ns", "1500ms", "36hrs"})
  void durationsPrintInTheLargestWholeUnit(String text) {
    assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
  }

  @Property
  void everyDurationPrintsToWhatParsesBack(@ForAll @LongRange(min = 0) long nanos) {
    Duration duration = Duration.ofNanos(nanos);

    assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
  }

  @Property
  void everyAmountOfBytesPrintsToWhatParsesBack(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(Bytes.parse(Bytes.print(bytes))).isEqualTo(bytes);
  }

  @Test
  void bytesHaveUnits() {
    assertThat(Bytes.parse("512MB")).isEqualTo(512L << 20);
    assertThat(Bytes.parse("1.5KB")).isEqualTo(1536);
    assertThat(Bytes.print(2L << 30)).isEqualTo("2GB");
    assertThatThrownBy(() -> Bytes.parse("512")).hasMessageContaining("for instance 512MB");
  }

  @Test
  void percentages() {
    assertThat(FlagTypes.percentage().parse("50%")).isEqualTo(0.5);
    assertThat(FlagTypes.percentage().print(1.0)).isEqualTo("100%");
    assertThatThrownBy(() -> FlagTypes.percentage().parse("101%"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attributesAreNumbersRangesOrText() {
    List<Attribute> attributes =
        Attributes.parse("rack:r1; zone:a:b;level:10;ports:[1-2,4-5];;\nos:debian 12");

    assertThat(attributes)
        .containsExactly(
            new Attribute("rack", new Value.Text("r1")),
            new Attribute("zone", new Value.Text("a:b")),
            new Attribute("level", new Value.Scalar(10)),
            new Attribute(
                "ports", new Value.Ranges(List.of(new Value.Range(1, 2), new Value.Range(4, 5)))),
            new Attribute("os", new Value.Text("debian 12")));
    assertThat(Attributes.parse(Attributes.print(attributes))).isEqualTo(attributes);
    assertThat(Attributes.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rack", ":r1", "rack:", "disks:{a,b}", "ports:[1-2", "ports:[2-1]"})
  void otherAttributesAreRefused(String text) {
    assertThatThrownBy(() -> Attributes.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resourcesAreScalarsRangesOrSets() {
    List<ResourceSpec> resources =
        ResourceSpecs.parse("cpus:2;mem:1024.1234;disk(prod):100;ports:[31000-32000];zones:{a,b}");

    assertThat(resources)
        .containsExactly(
            new ResourceSpec("cpus", "*", new Value.Scalar(2)),
            new ResourceSpec("mem", "*", new Value.Scalar(1024.123)),
            new ResourceSpec("disk", "prod", new Value.Scalar(100)),
            new ResourceSpec(
                "ports", "*", new Value.Ranges(List.of(new Value.Range(31000, 32000)))),
            new ResourceSpec("zones", "*", new Value.Items(List.of("a", "b"))));
    assertThat(ResourceSpecs.print(resources))
        .isEqualTo("cpus:2;mem:1024.123;disk(prod):100;ports:[31000-32000];zones:{a, b}");
    assertThat(ResourceSpecs.parse(ResourceSpecs.print(resources))).isEqualTo(resources);
  }

  @Test
  void resourcesMayBeJson() {
    assertThat(
            ResourceSpecs.parse(
                """
                [{"name":"cpus","type":"SCALAR","scalar":{"value":2}},
                 {"name":"mem","role":"prod","type":"SCALAR","scalar":{"value":512.5}},
                 {"name":"ports","type":"RANGES","ranges":{"range":[{"begin":1,"end":2}]}},
                 {"name":"zones","type":"SET","set":{"item":["a"]}}]\
                """))
        .isEqualTo(ResourceSpecs.parse("cpus:2;mem(prod):512.5;ports:[1-2];zones:{a}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpus",
        "cpus:two",
        "cpus:-1",
        "cpus(:2",
        "[{]",
        "[{\"type\":\"SCALAR\"}]",
        "[{\"name\":\"cpus\"}]",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\"}]",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1},\"disk\":{}}]"
      })
  void otherResourcesAreRefused(String text) {
    assertThatThrownBy(() -> ResourceSpecs.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
