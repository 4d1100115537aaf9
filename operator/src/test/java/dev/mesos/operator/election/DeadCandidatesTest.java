package dev.mesos.operator.election;

import static dev.mesos.operator.testing.MasterPods.deleting;
import static dev.mesos.operator.testing.MasterPods.ended;
import static dev.mesos.operator.testing.MasterPods.pod;
import static dev.mesos.operator.testing.MasterPods.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Election;
import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.dereference.MasterEnd;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.FakeLive;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The leader is the master with id {@code id-10}, in the pod {@code demo-master-0}. */
class DeadCandidatesTest {
  private static final ClusterId DEMO = new ClusterId("ns", "demo", "uid");
  private static final Election ELECTION = Elections.of(0, 10, 1, 11);
  private static final String RUNNING = "{running: {startedAt: '2026-01-01T00:00:00Z'}}";
  private static final String CRASH_LOOP = "{waiting: {reason: CrashLoopBackOff}}";
  private static final String NONE = "{}";

  static Stream<Arguments> alive() {
    return Stream.of(
        arguments("it runs", pod(0, status("Running", RUNNING, NONE))),
        arguments("its node is lost", deleting(0, status("Running", RUNNING, NONE))),
        arguments(
            "the garbage collector calls its pod failed",
            deleting(0, status("Failed", RUNNING, NONE))),
        arguments(
            "the same, and the last that a cut-off kubelet reported was the end before it",
            deleting(0, status("Failed", ended("id-9", 1), NONE))),
        arguments("its pod failed without a word of its container", pod(0, "{phase: Failed}")),
        arguments("its pod has no status", pod(0, "null")),
        arguments(
            "it is the next in a container that was restarted",
            pod(0, status("Running", RUNNING, ended("id-9", 137)))),
        arguments(
            "it began after the end that is shown, in a pod that is being deleted",
            deleting(0, status("Running", ended("id-9", 137), NONE))),
        arguments(
            "another pod, at the address that it had, has ended",
            pod(1, status("Succeeded", ended("id-12", 0), NONE))),
        arguments(
            "the kubelet only infers an end",
            pod(
                0,
                status(
                    "Failed",
                    "{terminated: {exitCode: 137, reason: ContainerStatusUnknown, message: The"
                        + " container could not be located when the pod was terminated}}",
                    NONE))),
        arguments(
            "the end says nothing", pod(0, status("Failed", "{terminated: {exitCode: 1}}", NONE))),
        arguments(
            "another container of the pod names it",
            sidecar(pod(0, status("Running", ended("id-10", 0), NONE)))));
  }

  static Stream<Arguments> dead() {
    return Stream.of(
        arguments(
            "its pod is being deleted", deleting(0, status("Failed", ended("id-10", 137), NONE))),
        arguments(
            "its pod is being deleted, another container runs on",
            deleting(0, status("Running", ended("id-10", 0), NONE))),
        arguments(
            "its container will be restarted",
            pod(0, status("Running", ended("id-10", 137), NONE))),
        arguments(
            "its container waits for its restart",
            pod(0, status("Running", CRASH_LOOP, ended("id-10", 137)))),
        arguments(
            "its container was restarted", pod(0, status("Running", RUNNING, ended("id-10", 1)))));
  }

  private static Pod sidecar(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .editFirstContainerStatus()
        .withName("sidecar")
        .endContainerStatus()
        .endStatus()
        .build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void alive(String why, Pod pod) {
    assertThat(DeadCandidates.among(ELECTION, observe(new EndedMasters(), pod))).as(why).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void dead(String why, Pod pod) {
    assertThat(DeadCandidates.among(ELECTION, observe(new EndedMasters(), pod)))
        .as(why)
        .extracting(Candidate::epoch)
        .containsExactly(10L);
  }

  @Test
  void aPodThatVanishedWithoutAWordTellsNothing() {
    EndedMasters ended = new EndedMasters();
    observe(ended, pod(0, status("Running", RUNNING, NONE)));
    assertThat(DeadCandidates.among(ELECTION, observe(ended))).isEmpty();
  }

  @Test
  void aPodThatVanishedAfterItsEndWasReportedIsRemembered() {
    EndedMasters ended = new EndedMasters();
    observe(ended, deleting(0, status("Failed", ended("id-10", 137), NONE)));
    assertThat(DeadCandidates.among(ELECTION, observe(ended))).hasSize(1);
  }

  private static List<MasterEnd> observe(EndedMasters ended, Pod... pods) {
    FakeLive live = new FakeLive();
    for (Pod pod : pods) {
      live.put(pod);
    }
    return new Dereferencer(() -> "unused", ended).observe(DEMO, live).ends();
  }
}
