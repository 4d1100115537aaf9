package dev.mesos.coordination.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnsembleTest {

  @Test
  void aQuorumSurvivesTheRestartOfItsLeader() {
    try (Ensemble three = Ensemble.start(3)) {
      three.restart(three.leader());
      assertThat(three.leader()).isBetween(0, 2);
    }
  }

  @Test
  void oneServerIsAnEnsemble() {
    try (Ensemble one = Ensemble.start(1)) {
      assertThat(one.leader()).isZero();
      assertThat(one.children("/")).contains("zookeeper");
    }
  }
}
