package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.LibprocessCodec.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;
import org.junit.jupiter.api.Test;

/** The bytes below are as Apache Mesos 1.11.0 sends them. */
class LibprocessCodecTest {

  private static final Upid MASTER = Upid.parse("master@127.0.0.1:5999");
  private static final Upid OBSERVER = Upid.parse("slave-observer(3)@127.0.0.1:5999");

  @Test
  void aPingIsWrittenAsMesosWritesIt() {
    PingSlaveMessage ping = PingSlaveMessage.newBuilder().setConnected(true).build();

    assertThat(written(LibprocessMessage.of(OBSERVER, "slave(1)", ping)))
        .isEqualTo(
            "POST /slave(1)/mesos.internal.PingSlaveMessage HTTP/1.1\r\n"
                + "User-Agent: libprocess/slave-observer(3)@127.0.0.1:5999\r\n"
                + "Libprocess-From: slave-observer(3)@127.0.0.1:5999\r\n"
                + "Connection: Keep-Alive\r\n"
                + "Host: \r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "2\r\n\u0008\u0001\r\n0\r\n\r\n");
  }

  @Test
  void aRegistrationIsWrittenAsMesosWritesIt() {
    SlaveRegisteredMessage.Builder registered = SlaveRegisteredMessage.newBuilder();
    registered.setSlaveId(SlaveID.newBuilder().setValue("6c63e39b-d3a7-4e7d-9eae-6dac02e13111-S2"));
    registered.getConnectionBuilder().setTotalPingTimeoutSeconds(75);

    assertThat(written(LibprocessMessage.of(MASTER, "slave(1)", registered.build())))
        .endsWith(
            "Host: \r\nTransfer-Encoding: chunked\r\n\r\n36\r\n"
                + "\n)\n'6c63e39b-d3a7-4e7d-9eae-6dac02e13111-S2\u0012\t\t\0\0\0\0\0\u00c0R@\r\n0\r\n\r\n");
  }

  @Test
  void aRegistrationOfASlaveHasTheBytesOfARealOne() {
    byte[] real =
        Base64.getDecoder()
            .decode(
                "CnEKCWxvY2FsaG9zdBoWCgRjcHVzEAAaCQkAAAAAAAAAQDIBKhoVCgNtZW0QABoJCQAAAABAitZA"
                    + "MgEqGhYKBGRpc2sQABoJCQAAAAAY3w5BMgEqGhgKBXBvcnRzEAEiCgoICJjyARCA+gEyASo4AUCt"
                    + "LxIGMS4xMS4wIgIIASICCAIiAggDIgIIBCICCAUiAggGIgIIByICCAgqEgoQzpAseR8rSb6StGyx"
                    + "9ZQVxA==");

    RegisterSlaveMessage.Builder message = RegisterSlaveMessage.newBuilder().setVersion("1.11.0");
    message.getSlaveBuilder().setHostname("localhost").setPort(6061).setCheckpoint(true);
    message
        .getSlaveBuilder()
        .addResources(scalar("cpus", 2))
        .addResources(scalar("mem", 23081))
        .addResources(scalar("disk", 252899));
    message
        .getSlaveBuilder()
        .addResourcesBuilder()
        .setName("ports")
        .setType(Value.Type.RANGES)
        .setRole("*");
    message
        .getSlaveBuilder()
        .getResourcesBuilder(3)
        .getRangesBuilder()
        .addRangeBuilder()
        .setBegin(31000)
        .setEnd(32000);
    for (int capability = 1; capability <= 8; capability++) {
      message
          .addAgentCapabilitiesBuilder()
          .setType(SlaveInfo.Capability.Type.forNumber(capability));
    }
    message
        .getResourceVersionUuidBuilder()
        .setValue(ByteString.copyFrom(real, real.length - 16, 16));

    assertThat(message.build().toByteArray()).isEqualTo(real);
  }

  private static Resource scalar(String name, double value) {
    Resource.Builder resource =
        Resource.newBuilder().setName(name).setType(Value.Type.SCALAR).setRole("*");
    return resource.setScalar(Value.Scalar.newBuilder().setValue(value)).build();
  }

  @Test
  void anEmptyMessageHasNoBodyAtAll() {
    assertThat(
            written(
                LibprocessMessage.of(
                    Upid.parse("slave(1)@10.0.0.2:5051"),
                    "master",
                    PongSlaveMessage.getDefaultInstance())))
        .isEqualTo(
            "POST /master/mesos.internal.PongSlaveMessage HTTP/1.1\r\n"
                + "User-Agent: libprocess/slave(1)@10.0.0.2:5051\r\n"
                + "Libprocess-From: slave(1)@10.0.0.2:5051\r\n"
                + "Connection: Keep-Alive\r\n"
                + "Host: \r\n\r\n");
  }

  @Test
  void theEpochIsAHeaderOfItsOwn() {
    LibprocessMessage message =
        LibprocessMessage.of(MASTER, "slave(1)", PongSlaveMessage.getDefaultInstance())
            .withEpoch(4294967301L);

    assertThat(written(message)).contains("\r\nMesos-Epoch: 4294967301\r\n");
    assertThat(
            head(
                    "/slave(1)/m",
                    Map.of("Libprocess-From", "master@127.0.0.1:5999", "Mesos-Epoch", "4294967301"))
                .epoch())
        .isEqualTo(OptionalLong.of(4294967301L));
  }

  @Test
  void aReceiverIsEscapedWhereItMustBe() {
    LibprocessMessage message =
        new LibprocessMessage(MASTER, "a b/ü(1)", "m", ByteString.EMPTY, OptionalLong.empty());

    assertThat(written(message)).startsWith("POST /a%20b%2F%C3%BC(1)/m HTTP/1.1\r\n");
    assertThat(
            head("/a%20b%2F%C3%BC(1)/m", Map.of("Libprocess-From", "master@127.0.0.1:5999")).to())
        .isEqualTo("a b/ü(1)");
  }

  @Test
  void theReceiverMayBePercentEncoded() {
    assertThat(
            head(
                "/slave%281%29/mesos.internal.PingSlaveMessage",
                Map.of("Libprocess-From", MASTER.toString())))
        .isEqualTo(
            new Decoded.Head(
                MASTER, "slave(1)", "mesos.internal.PingSlaveMessage", OptionalLong.empty()));
    assertThat(head("/a+b/m", Map.of("Libprocess-From", MASTER.toString())).to()).isEqualTo("a+b");
  }

  @Test
  void theSenderIsTheHeaderElseTheUserAgent() {
    assertThat(head("/master/m", Map.of("User-Agent", "libprocess/slave(1)@h:1")).from())
        .isEqualTo(Upid.parse("slave(1)@h:1"));
    assertThat(
            head(
                    "/master/m",
                    Map.of(
                        "User-Agent", "libprocess/slave(1)@h:1", "libprocess-from", "slave(2)@h:2"))
                .from())
        .isEqualTo(Upid.parse("slave(2)@h:2"));
  }

  @Test
  void othersAreNoMessages() {
    assertThat(decode("GET", "/master/state", Map.of("Libprocess-From", "slave(1)@h:1")))
        .isInstanceOf(Decoded.NotAMessage.class);
    assertThat(decode("POST", "/master/api/v1", Map.of("User-Agent", "curl/8")))
        .isInstanceOf(Decoded.NotAMessage.class);
    assertThat(decode("POST", "/master/api/v1", Map.of())).isInstanceOf(Decoded.NotAMessage.class);
  }

  @Test
  void saysWhatItCannotRead() {
    assertThat(malformed("/", "slave(1)@h:1")).contains("'/'");
    assertThat(malformed("/master", "slave(1)@h:1")).contains("/master");
    assertThat(malformed("/master/", "slave(1)@h:1")).contains("/master/");
    assertThat(malformed("/master/%zz", "slave(1)@h:1")).contains("%zz");
    assertThat(malformed("/master/m", "garbage")).contains("garbage");
    assertThat(decode("POST", "/master/m", Map.of("Libprocess-From", "a@h:1", "Mesos-Epoch", "x")))
        .isInstanceOfSatisfying(
            Decoded.Malformed.class, m -> assertThat(m.reason()).contains("Mesos-Epoch"));
  }

  private static String written(LibprocessMessage message) {
    return new String(LibprocessCodec.encode(message), StandardCharsets.ISO_8859_1);
  }

  private static String malformed(String path, String from) {
    return ((Decoded.Malformed) decode("POST", path, Map.of("Libprocess-From", from))).reason();
  }

  private static Decoded.Head head(String path, Map<String, String> headers) {
    return (Decoded.Head) decode("POST", path, headers);
  }

  private static Decoded decode(String method, String path, Map<String, String> headers) {
    Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(headers);
    return LibprocessCodec.decode(method, path, caseless::get);
  }
}
