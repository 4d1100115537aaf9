package dev.mesos.operator.dereference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.testing.MasterPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndedMastersTest {
  private static final ClusterId DEMO = new ClusterId("ns", "demo", "uid");
  private final EndedMasters ended = new EndedMasters();

  private static Pod crashed(String id) {
    return MasterPods.pod(0, MasterPods.status("Running", MasterPods.ended(id, 137), "{}"));
  }

  @Test
  void anEndIsKnownWhenThePodIsGone() {
    ended.note(
        MasterPods.deleting(0, MasterPods.status("Failed", MasterPods.ended("a", 137), "{}")));
    assertThat(ended.of(DEMO))
        .containsExactly(
            new MasterEnd(
                "a", "demo-master-0", true, 137, Optional.of(Instant.parse(MasterPods.FINISHED))));
  }

  @Test
  void theFirstWordStands() {
    ended.note(crashed("a"));
    ended.note(
        MasterPods.deleting(0, MasterPods.status("Failed", MasterPods.ended("a", 137), "{}")));
    assertThat(ended.of(DEMO)).singleElement().returns(false, MasterEnd::podDeleted);
  }

  @Test
  void onlyTheLatestEndsAreKept() {
    IntStream.range(0, 100).forEach(i -> ended.note(crashed("id-" + i)));
    assertThat(ended.of(DEMO)).hasSize(64);
    assertThat(ended.of(DEMO).getLast().masterId()).isEqualTo("id-99");
  }

  @Test
  void aPodTellsOfItsOwnClusterOnly() {
    Pod elsewhere =
        new PodBuilder(crashed("a")).editMetadata().withNamespace("other").endMetadata().build();
    Pod unlabelled =
        new PodBuilder(crashed("b")).editMetadata().withLabels(null).endMetadata().build();
    ended.note(elsewhere);
    ended.note(unlabelled);
    assertThat(ended.of(DEMO)).isEmpty();
    assertThat(ended.of(new ClusterId("other", "demo", "uid"))).hasSize(1);
  }

  @Test
  void clustersThatAreGoneAreForgottenInTheEnd() {
    ended.note(crashed("a"));
    for (int i = 0; i < 2000; i++) {
      ended.note(
          new PodBuilder(crashed("b")).editMetadata().withNamespace("n" + i).endMetadata().build());
    }
    assertThat(ended.of(DEMO)).isEmpty();
    assertThat(ended.of(new ClusterId("n1999", "demo", "uid"))).hasSize(1);
  }
}
