package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  private final Map<String, String> answers = new HashMap<>();
  private final Health health = new Health(this::ask);

  @ParameterizedTest
  @ValueSource(strings = {"leader", "follower", "observer", "standalone"})
  void readyWithAMode(String mode) {
    answers.put("srvr", "Zookeeper version: 3.9.5\nMode: " + mode + "\nNode count: 5\n");

    assertThat(health.ready()).isEqualTo(new Health.Answer(true, mode));
  }

  @Test
  void notReadyWithoutAQuorum() {
    answers.put("srvr", "This ZooKeeper instance is not currently serving requests\n");

    assertThat(health.ready())
        .isEqualTo(
            new Health.Answer(false, "not in a quorum: a majority of the members has to run"));
  }

  @Test
  void notReadyWithoutAnAnswer() {
    assertThat(health.ready())
        .isEqualTo(new Health.Answer(false, "no answer to srvr: Connection refused"));
  }

  @Test
  void livesBeforeItsFirstAnswer() {
    assertThat(health.live()).isEqualTo(new Health.Answer(true, "starting"));
  }

  @Test
  void livesWithoutAQuorum() {
    answers.put("ruok", "imok");

    assertThat(health.live()).isEqualTo(new Health.Answer(true, "imok"));
  }

  @Test
  void diesWhenItFallsSilent() {
    answers.put("ruok", "imok");
    health.live();
    answers.clear();

    assertThat(health.live())
        .isEqualTo(new Health.Answer(false, "no answer to ruok: Connection refused"));
  }

  private String ask(String word) throws IOException {
    String answer = answers.get(word);
    if (answer == null) {
      throw new IOException("Connection refused");
    }
    return answer;
  }
}
