package dev.mesos.operator.dereference;

import dev.mesos.coordination.TerminationMessage;
import dev.mesos.operator.model.Component;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The end of one master, as the kubelet reported it.
 *
 * @param masterId by which its candidate announces it; no other process ever has it
 * @param pod the name of the pod in which it ran
 * @param podDeleted whether the pod was being deleted when the end was reported
 * @param finishedAt by the clock of its node, in whole seconds
 */
public record MasterEnd(
    String masterId, String pod, boolean podDeleted, int exitCode, Optional<Instant> finishedAt) {

  /**
   * The ends that a pod's status tells of: of the present instance of the master's container and of
   * the one before it. An end that does not say which master it was is left out; the kubelet writes
   * such ones when it only infers that a container is gone.
   */
  static List<MasterEnd> of(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null) {
      return List.of();
    }
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> Component.MASTER.label().equals(status.getName()))
        .flatMap(MasterEnd::terminated)
        .flatMap(end -> of(pod, end).stream())
        .toList();
  }

  private static Stream<ContainerStateTerminated> terminated(ContainerStatus status) {
    return Stream.of(
            Optional.ofNullable(status.getLastState()), Optional.ofNullable(status.getState()))
        .flatMap(Optional::stream)
        .flatMap(state -> Stream.ofNullable(state.getTerminated()));
  }

  private static Optional<MasterEnd> of(Pod pod, ContainerStateTerminated end) {
    return Optional.ofNullable(end.getMessage())
        .flatMap(TerminationMessage::masterId)
        .map(id ->
            new MasterEnd(
                id,
                pod.getMetadata().getName(),
                pod.getMetadata().getDeletionTimestamp() != null,
                end.getExitCode() == null ? -1 : end.getExitCode(),
                time(end.getFinishedAt())));
  }

  private static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
