package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes the states that a container's status shows. */
final class ContainerStates {

  private ContainerStates() {}

  static ContainerState none() {
    return new ContainerStateBuilder().build();
  }

  static ContainerState waiting(String reason, @Nullable String message) {
    return new ContainerStateBuilder()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message)
        .endWaiting()
        .build();
  }

  static ContainerState running(Instant since) {
    return new ContainerStateBuilder().withNewRunning(time(since)).build();
  }

  static ContainerState terminated(
      String id,
      int exitCode,
      String reason,
      @Nullable String message,
      Instant started,
      Instant finished) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withContainerID(id)
        .withExitCode(exitCode)
        .withReason(reason)
        .withMessage(message)
        .withStartedAt(time(started))
        .withFinishedAt(time(finished))
        .endTerminated()
        .build();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
