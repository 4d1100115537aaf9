package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final List<String> MEMBERS = List.of("zk-0.zk", "zk-1.zk", "zk-2.zk");
  private static final Map<String, String> LEAST =
      Map.of("POD_NAME", "demo-zookeeper-1", "ZOOKEEPER_MEMBERS", String.join(",", MEMBERS));

  @Test
  void everythingButNameAndMembersHasADefault() {
    assertThat(Settings.from(LEAST))
        .isEqualTo(
            new Settings(
                2,
                MEMBERS,
                InetAddress.ofLiteral("0.0.0.0"),
                Path.of("/data"),
                250,
                80,
                16,
                2_000,
                60_000,
                Optional.empty(),
                8080));
  }

  @Test
  void everyVariableIsRead() {
    Settings settings =
        Settings.from(
            with(
                Map.of(
                    "BIND_ADDRESS", "127.64.0.7",
                    "ZOOKEEPER_DATA_DIR", "/var/zk",
                    "ZOOKEEPER_TICK_TIME_MS", "500",
                    "ZOOKEEPER_INIT_LIMIT", "20",
                    "ZOOKEEPER_SYNC_LIMIT", "4",
                    "ZOOKEEPER_MIN_SESSION_TIMEOUT_MS", "1000",
                    "ZOOKEEPER_MAX_SESSION_TIMEOUT_MS", "30000",
                    "ZOOKEEPER_SUPER_PASSWORD_FILE", "/secret/super",
                    "ZOOKEEPER_PROBE_PORT", "8081")));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                2,
                MEMBERS,
                InetAddress.ofLiteral("127.64.0.7"),
                Path.of("/var/zk"),
                500,
                20,
                4,
                1_000,
                30_000,
                Optional.of(Path.of("/secret/super")),
                8081));
  }

  @Test
  void ownPortsAreReachedWhereTheyAreBound() {
    assertThat(Settings.from(LEAST).localAddress().isLoopbackAddress()).isTrue();
    assertThat(Settings.from(with(Map.of("BIND_ADDRESS", "10.1.2.3"))).localAddress())
        .isEqualTo(InetAddress.ofLiteral("10.1.2.3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POD_NAME                         | ''        | POD_NAME is not set: set it to the pod's name, such as demo-zookeeper-0
          POD_NAME                         | zk        | POD_NAME=zk does not end with an ordinal: run as a StatefulSet, or set it to a name such as zookeeper-0
          POD_NAME                         | zk-3      | POD_NAME=zk-3 is member 4, but ZOOKEEPER_MEMBERS has 3: add its host name there
          ZOOKEEPER_MEMBERS                | ' '       | ZOOKEEPER_MEMBERS is not set: list the host names of all members, separated by commas
          ZOOKEEPER_MEMBERS                | a,,b      | ZOOKEEPER_MEMBERS=a,,b: '' is not a host name: write names without ports, separated by commas
          ZOOKEEPER_MEMBERS                | a:2181,b  | ZOOKEEPER_MEMBERS=a:2181,b: 'a:2181' is not a host name: write names without ports, separated by commas
          ZOOKEEPER_MEMBERS                | a,b,a     | ZOOKEEPER_MEMBERS=a,b,a names a host twice: name each member once
          ZOOKEEPER_TICK_TIME_MS           | 1s        | ZOOKEEPER_TICK_TIME_MS=1s is not a whole number from 10 to 60000: leave it out for 250
          ZOOKEEPER_SYNC_LIMIT             | 0         | ZOOKEEPER_SYNC_LIMIT=0 is not a whole number from 1 to 10000: leave it out for 16
          ZOOKEEPER_PROBE_PORT             | 70000     | ZOOKEEPER_PROBE_PORT=70000 is not a whole number from 1 to 65535: leave it out for 8080
          ZOOKEEPER_MIN_SESSION_TIMEOUT_MS | 90000     | ZOOKEEPER_MIN_SESSION_TIMEOUT_MS=90000 is more than ZOOKEEPER_MAX_SESSION_TIMEOUT_MS=60000: make it less
          BIND_ADDRESS                     | localhost | BIND_ADDRESS=localhost is not an IP address: leave it out for 0.0.0.0
          """,
      quoteCharacter = '`')
  void whatCannotBeUsedIsRefused(String variable, String value, String message) {
    String meant = value.equals("''") || value.equals("' '") ? "" : value;

    assertThatThrownBy(() -> Settings.from(with(Map.of(variable, meant))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(LEAST);
    all.putAll(more);
    return all;
  }
}
