package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.EPOCH;
import static dev.mesos.master.core.Scene.OTHER;
import static dev.mesos.master.core.Scene.SELF;
import static dev.mesos.master.core.Scene.ZNODE;
import static dev.mesos.master.core.Scene.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who leads, and who ends its process (D5). */
class LeadershipTest {

  @Test
  void aStandbyKnowsItsLeader() {
    Scene scene = new Scene(Scene.RULES);

    scene.detects(OTHER);

    assertThat(scene.core.view().leader()).contains(OTHER);
    assertThat(scene.core.view().leading()).isFalse();
    assertThat(scene.metrics.get(Metric.ELECTED)).isZero();
  }

  @Test
  void beingDetectedIsNotYetLeading() {
    Scene scene = new Scene(Scene.RULES);

    scene.detects(SELF);

    assertThat(scene.core.view().leading()).isFalse();
    assertThat(scene.core.epoch()).isEmpty();
  }

  @Test
  void theProofOfOurCandidacyMakesUsLead() {
    Scene scene = Scene.leading();

    assertThat(scene.core.view().leading()).isTrue();
    assertThat(scene.core.view().leader()).contains(SELF);
    assertThat(scene.core.view().electedTime()).contains(scene.now);
    assertThat(scene.core.epoch()).hasValue(EPOCH);
    assertThat(scene.metrics.get(Metric.ELECTED)).isOne();
  }

  @Test
  void aLeaderThatDetectsItselfGoesOn() {
    Scene scene = Scene.leading();

    assertThat(exits(scene.detects(SELF))).isEmpty();
    assertThat(scene.core.view().leading()).isTrue();
  }

  @Test
  void aLeaderEndsWhenItsCandidacyIsLost() {
    Scene scene = Scene.leading();

    assertThat(exits(scene.happens(new MasterEvent.CandidacyLost("expired")))).containsExactly(1);
    assertThat(scene.core.view().leading()).isFalse();
    assertThat(scene.metrics.get(Metric.ELECTED)).isZero();
  }

  @Test
  void aLeaderEndsWhenAnotherLeads() {
    assertThat(exits(Scene.leading().detects(OTHER))).containsExactly(1);
  }

  @Test
  void aLeaderEndsWhenNobodyLeads() {
    assertThat(exits(Scene.leading().detectsNobody())).containsExactly(1);
  }

  @Test
  void aLeaderEndsWhenItsCandidacyIsReplaced() {
    Scene scene = Scene.leading();

    assertThat(exits(scene.happens(new MasterEvent.CandidacyLeads(OptionalLong.of(EPOCH), ZNODE))))
        .isEmpty();
    assertThat(
            exits(scene.happens(new MasterEvent.CandidacyLeads(OptionalLong.of(EPOCH + 1), ZNODE))))
        .containsExactly(1);
  }

  @Test
  void aStandbyThatHadALeaderEndsWithoutOne() {
    Scene scene = new Scene(Scene.RULES);
    scene.detects(OTHER);
    scene.joins();

    assertThat(exits(scene.detectsNobody())).containsExactly(1);
  }

  @Test
  void aStandbyThatWaitsStays() {
    Scene scene = new Scene(Scene.LENIENT);
    scene.detects(OTHER);
    scene.joins();

    assertThat(exits(scene.detectsNobody())).isEmpty();
    assertThat(scene.core.view().leader()).isEmpty();
    assertThat(exits(scene.detects(OTHER))).isEmpty();
    assertThat(scene.core.view().leader()).contains(OTHER);
  }

  @Test
  void aMasterThatNeverHadALeaderWaits() {
    assertThat(exits(new Scene(Scene.RULES).detectsNobody())).isEmpty();
  }

  /**
   * After a loss of ZooKeeper the first candidates to be seen are those of masters that are dead.
   */
  @Test
  void aMasterThatDoesNotStandYetWaitsWhenTheLastCandidateGoes() {
    Scene scene = new Scene(Scene.RULES);
    scene.detects(OTHER);

    assertThat(exits(scene.detectsNobody())).isEmpty();
    assertThat(scene.core.view().leader()).isEmpty();

    scene.joins();
    scene.leads();
    assertThat(scene.core.view().leading()).isTrue();
  }

  @Test
  void aMasterThatStandsWaitsForItsFirstLeader() {
    Scene scene = new Scene(Scene.RULES);
    scene.joins();

    assertThat(exits(scene.detectsNobody())).isEmpty();
  }

  @Test
  void aStandbyThatLostItsCandidacyStandsAgain() {
    Scene scene = new Scene(Scene.RULES);
    scene.detects(OTHER);

    assertThat(scene.happens(new MasterEvent.CandidacyLost("expired")))
        .containsExactly(new MasterAction.Contend());
  }

  @Test
  void aMasterThatIsAskedToStopEndsWithoutError() {
    assertThat(exits(new Scene(Scene.RULES).happens(new MasterEvent.Stop()))).containsExactly(0);
    assertThat(exits(Scene.leading().happens(new MasterEvent.Stop()))).containsExactly(0);
  }

  @Test
  void afterTheEndNothingHappens() {
    Scene scene = Scene.leading();
    scene.registers(1);
    scene.happens(new MasterEvent.Stop());

    assertThat(scene.happens(new MasterEvent.Stop())).isEmpty();
    assertThat(scene.happens(new MasterEvent.CandidacyLost("expired"))).isEmpty();
    assertThat(scene.happens(new MasterEvent.CandidacyLeads(OptionalLong.of(9), ZNODE))).isEmpty();
    assertThat(scene.detects(OTHER)).isEmpty();
    assertThat(scene.detectsNobody()).isEmpty();
    assertThat(scene.registers(2)).isEmpty();
    assertThat(scene.pingsDue(1, 1)).isEmpty();
    assertThat(scene.core.view().leader()).isEmpty();
  }

  private static List<Integer> exits(List<MasterAction> actions) {
    return only(actions, MasterAction.Exit.class).stream().map(MasterAction.Exit::code).toList();
  }
}
