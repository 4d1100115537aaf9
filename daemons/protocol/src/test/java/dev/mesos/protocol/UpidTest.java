package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "master@127.0.0.1:5050",
        "slave(1)@10.0.0.2:5051",
        "scheduler-7b@10.0.0.9:40123",
        "master@demo-master-0.ns:5050"
      })
  void whatIsReadIsWrittenAgain(String text) {
    assertThat(Upid.parse(text)).hasToString(text);
  }

  @Test
  void hasItsParts() {
    assertThat(Upid.parse("slave(1)@10.0.0.2:5051"))
        .isEqualTo(new Upid("slave(1)", "10.0.0.2", 5051));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "master",
        "master@",
        "@h:1",
        "master@h",
        "master@:1",
        "master@h:",
        "master@h:x",
        "master@h:0",
        "master@h:65536",
        "a/b@h:1",
        "a b@h:1",
        "a@b@h:1x",
        "a\r\nX: y@h:1"
      })
  void refusesWhatIsNoProcess(String text) {
    assertThatThrownBy(() -> Upid.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
