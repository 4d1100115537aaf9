package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooCfgTest {

  @ParameterizedTest
  @CsvSource({
    "three-members.cfg, '',         'zk-0.zk,zk-1.zk,zk-2.zk'",
    "bound.cfg,         127.64.0.7, 'zk-0.zk,zk-1.zk,zk-2.zk'",
    "one-member.cfg,    '',         zk-0.zk"
  })
  void isWhatTheGoldenFileSays(String file, String bindAddress, String members) throws IOException {
    assertThat(cfg(bindAddress, members)).isEqualTo(golden(file));
  }

  @Test
  void aLiteralIpv6AddressIsBracketed() {
    assertThat(cfg("fd00::7", "zk-0.zk,zk-1.zk"))
        .contains("server.1=[fd00:0:0:0:0:0:0:7]:2888:3888:participant\n");
  }

  private static String cfg(String bindAddress, String members) {
    return ZooCfg.render(
        Settings.from(
            Map.of("POD_NAME", "zk-0", "ZOOKEEPER_MEMBERS", members, "BIND_ADDRESS", bindAddress)));
  }

  private static String golden(String file) throws IOException {
    try (var in = ZooCfgTest.class.getResourceAsStream("/zoo-cfg/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
