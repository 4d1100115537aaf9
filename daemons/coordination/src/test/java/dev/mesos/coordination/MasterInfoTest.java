package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterInfoTest {

  private static final String WRITTEN =
      "{\"address\":{\"hostname\":\"mesos-master-0.mesos.svc\",\"ip\":\"10.0.0.11\",\"port\":5050},"
          + "\"capabilities\":[{\"type\":\"AGENT_UPDATE\"},{\"type\":\"AGENT_DRAINING\"},"
          + "{\"type\":\"QUOTA_V2\"}],"
          + "\"hostname\":\"mesos-master-0.mesos.svc\","
          + "\"id\":\"6a1b0c1e-3c55-4a8e-9f4e-7a0a3a1d9c42\","
          + "\"ip\":184549386,\"pid\":\"master@10.0.0.11:5050\",\"port\":5050,\"version\":\"1.11.0\"}";

  private final MasterInfoJson json = new MasterInfoJson();
  private final CandidateReader reader = new CandidateReader();

  private static MasterInfo info(String ip) throws Exception {
    return MasterInfo.of(
        "6a1b0c1e-3c55-4a8e-9f4e-7a0a3a1d9c42",
        (Inet4Address) InetAddress.getByName(ip),
        5050,
        "mesos-master-0.mesos.svc",
        "1.11.0",
        List.of("AGENT_UPDATE", "AGENT_DRAINING", "QUOTA_V2"));
  }

  private MasterInfo read(String text) throws Exception {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private MasterInfo read(String znode, byte[] content) throws Exception {
    return reader.read(MemberName.parse(znode).orElseThrow(), content);
  }

  private void unreadable(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableCandidateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void isWrittenAsMesosWritesIt() throws Exception {
    assertThat(new String(json.write(info("10.0.0.11")), StandardCharsets.UTF_8))
        .isEqualTo(WRITTEN);
    assertThat(read(WRITTEN)).isEqualTo(info("10.0.0.11"));
  }

  @Test
  void addressesArePackedInNetworkByteOrder() throws Exception {
    assertThat(info("127.0.0.1").ip()).isEqualTo(16_777_343);
    assertThat(info("10.0.0.255").ip()).isEqualTo(0xff00_000aL);
    assertThat(PackedIp.dotted(0xff00_000aL)).isEqualTo("10.0.0.255");
  }

  @Test
  void aDomainIsKept() throws Exception {
    MasterInfo info = info("10.0.0.11").withDomain(new MasterInfo.Domain("eu", "a"));
    String text = new String(json.write(info), StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "\"domain\":{\"fault_domain\":{\"region\":{\"name\":\"eu\"},\"zone\":{\"name\":\"a\"}}}");
    assertThat(read(text)).isEqualTo(info);
  }

  @Test
  void anOldMastersInfoIsCompleted() throws Exception {
    MasterInfo info = read("{\"id\":\"1\",\"ip\":\"16777343\",\"port\":\"5050\",\"later\":[{}]}");
    assertThat(info.pid()).isEqualTo("master@127.0.0.1:5050");
    assertThat(info.hostname()).isEqualTo("127.0.0.1");
    assertThat(info.address()).isEqualTo(new MasterInfo.Address("127.0.0.1", "127.0.0.1", 5050));
    assertThat(info.version()).isEmpty();
    assertThat(read("{\"id\":\"1\",\"address\":{\"ip\":\"10.0.0.11\",\"port\":5050}}").ip())
        .isEqualTo(184_549_386);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|not an object",
        "7|not an object",
        "{|not JSON",
        "{}|'id'",
        "{\"id\":\"1\"}|'port'",
        "{\"id\":\"1\",\"port\":5050}|'ip'",
        "{\"id\":\"1\",\"port\":0,\"ip\":1}|'port'",
        "{\"id\":\"1\",\"port\":70000,\"ip\":1}|'port'",
        "{\"id\":\"1\",\"port\":5050,\"ip\":-1}|'ip'",
        "{\"id\":\"1\",\"port\":5050,\"ip\":1e99}|'ip'",
        "{\"id\":\"1\",\"port\":5050,\"ip\":99999999999}|'ip'",
        "{\"id\":\"1\",\"port\":5050,\"address\":{\"ip\":\"example.org\"}}|'address.ip'",
        "{\"id\":1,\"port\":5050,\"ip\":1}|'id' is not a string",
      })
  void isUnreadable(String text, String why) {
    unreadable(text, why);
  }

  @Test
  void deepNestingIsUnreadableAndNoStackOverflow() {
    unreadable("[".repeat(60_000), "not JSON");
  }

  /** Bytes as protobuf lays a MasterInfo of Mesos 0.22 out. */
  @Test
  void theProtobufOfOldMastersIsRead() throws Exception {
    byte[] content =
        bytes(
            0x0a,
            3,
            'i',
            'd',
            '1', // id
            0x10,
            0xff,
            0x80,
            0x80,
            0x08, // ip = 127.0.0.1
            0x18,
            0xba,
            0x27, // port = 5050
            0x22,
            21,
            "master@127.0.0.1:5050", // pid
            0x2a,
            4,
            "host", // hostname
            0x32,
            6,
            "0.22.1"); // version
    MasterInfo info = read("info_0000000003", content);
    assertThat(info.id()).isEqualTo("id1");
    assertThat(info.ip()).isEqualTo(16_777_343);
    assertThat(info.pid()).isEqualTo("master@127.0.0.1:5050");
    assertThat(info.address()).isEqualTo(new MasterInfo.Address("host", "127.0.0.1", 5050));
    assertThat(info.version()).isEqualTo("0.22.1");
    for (int length = 0; length < 10; length++) {
      byte[] cut = java.util.Arrays.copyOf(content, length);
      assertThatThrownBy(() -> read("info_0000000003", cut))
          .isInstanceOf(UnreadableCandidateException.class);
    }
  }

  private static byte[] bytes(Object... parts) {
    var out = new java.io.ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(part instanceof Character c ? c : (int) part);
      }
    }
    return out.toByteArray();
  }

  @Test
  void thePidOfTheOldestMastersIsRead() throws Exception {
    MasterInfo info = read("0000000001", "master@10.0.0.11:5050".getBytes());
    assertThat(info.pid()).isEqualTo("master@10.0.0.11:5050");
    assertThat(info.address().ip()).isEqualTo("10.0.0.11");
    assertThat(info.ip()).isEqualTo(184_549_386);
  }

  @ParameterizedTest
  @CsvSource({
    "json.info_0000000007, json.info, 7",
    "info_0000000003, info, 3",
    "0000000001, '', 1",
    "_0000000001, '', 1",
    "a_b_0000000009, a, 9",
    "json.info_2147483647, json.info, 2147483647",
    "json.info_-2147483648, json.info, -2147483648",
  })
  void namesAreTakenApart(String znode, String label, int sequence) {
    assertThat(MemberName.parse(znode)).contains(new MemberName(znode, label, sequence));
  }

  @ParameterizedTest
  @CsvSource({"log_replicas", "slaves", "json.info_", "json.info_x1", "json.info_2147483648", "_"})
  void otherChildrenAreNoMembers(String znode) {
    assertThat(MemberName.parse(znode)).isEmpty();
  }

  @Test
  void theSmallestSequenceIsFirstWhateverItsLabel() {
    assertThat(
            MemberName.among(
                List.of("json.info_0000000002", "info_0000000003", "log_replicas", "0000000001")))
        .extracting(MemberName::sequence)
        .containsExactly(1, 2, 3);
    assertThat(MemberName.among(List.of("json.info_0000000002", "json.info_-2147483648")))
        .extracting(MemberName::sequence)
        .containsExactly(Integer.MIN_VALUE, 2);
  }
}
