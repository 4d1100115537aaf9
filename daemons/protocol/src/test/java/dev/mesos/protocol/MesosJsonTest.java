package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.UUID;
import org.apache.mesos.Protos.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MesosJsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, 0.0",
    "2, 2.0",
    "0.5, 0.5",
    "252899, 252899.0",
    "1606232317, 1606232317.0",
    "1795419310.038197, 1795419310.038197",
    "25276502016, 25276502016.0",
    "0.000965888, 0.000965888",
    "1e7, 10000000.0",
    "-1.25, -1.25",
    "NaN, 0.0",
    "Infinity, 0.0"
  })
  void numbersAreWrittenOut(double value, String text) {
    assertThat(MesosJson.write(MesosJson.number(value))).isEqualTo(text);
  }

  @Test
  void aResourceIsPrintedAsMesosPrintsIt() {
    Resource.Builder ports =
        Resource.newBuilder().setName("ports").setType(Value.Type.RANGES).setRole("*");
    ports.getRangesBuilder().addRangeBuilder().setBegin(31000).setEnd(32000);

    assertThat(MesosJson.write(ProtoJson.of(ports.build())))
        .isEqualTo(
            "{\"name\":\"ports\",\"type\":\"RANGES\",\"ranges\":{\"range\":[{\"begin\":31000,\"end\":32000}]},\"role\":\"*\"}");
  }

  @Test
  void unsignedNumbersBytesAndDefaults() {
    MasterInfo master = MasterInfo.newBuilder().setId("m").setIp(-1).setPort(5050).build();
    UUID uuid = UUID.newBuilder().setValue(ByteString.copyFromUtf8("hi")).build();

    assertThat(MesosJson.write(ProtoJson.of(master)))
        .isEqualTo("{\"id\":\"m\",\"ip\":4294967295,\"port\":5050}");
    assertThat(MesosJson.write(ProtoJson.of(uuid))).isEqualTo("{\"value\":\"aGk=\"}");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Resource resource =
        Resource.newBuilder()
            .setName("cpus")
            .setType(Value.Type.SCALAR)
            .setScalar(Value.Scalar.newBuilder().setValue(2.5))
            .setRole("r")
            .build();
    UUID bytes = UUID.newBuilder().setValue(ByteString.copyFromUtf8("0123")).build();

    assertThat(ProtoJsonReader.read(ProtoJson.of(resource), Resource.newBuilder()).build())
        .isEqualTo(resource);
    assertThat(ProtoJsonReader.read(ProtoJson.of(bytes), UUID.newBuilder()).build())
        .isEqualTo(bytes);
  }

  @Test
  void whatIsNotKnownIsPassedOverAndWhatDoesNotFitIsNamed() {
    var json = MesosJson.object().put("type", "NOPE").put("other", 1).put("name", "cpus");
    assertThat(ProtoJsonReader.read(json, Resource.newBuilder()).hasType()).isFalse();
    json.putObject("scalar").put("value", true);
    assertThatThrownBy(() -> ProtoJsonReader.read(json, Resource.newBuilder()))
        .hasMessage("'scalar': 'value' is BOOLEAN, not DOUBLE");
  }
}
