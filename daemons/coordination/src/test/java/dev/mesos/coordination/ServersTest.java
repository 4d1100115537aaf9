package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The servers that a session tries, one after the other. */
class ServersTest {

  @Test
  void itIsToldWhichNamesHaveAnAddress() {
    Map<String, Boolean> told = new HashMap<>();
    Servers servers = new Servers("nowhere.invalid:2181,127.0.0.1:2182", () -> 0, told::put);

    for (int attempt = 0; attempt < servers.size(); attempt++) {
      servers.next(0);
    }

    assertThat(told).isEqualTo(Map.of("nowhere.invalid", false, "127.0.0.1", true));
  }
}
