package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pod's status as Kubernetes computes it from the states of its containers. Pure. */
final class PodStatuses {

  /**
   * What is known of a pod.
   *
   * @param prepared its volumes are there
   * @param startTime when the kubelet first saw it
   */
  record Facts(
      Pod pod,
      String podIp,
      String hostIp,
      boolean prepared,
      boolean terminating,
      List<ContainerStatus> inits,
      List<ContainerStatus> containers,
      String startTime,
      String now) {}

  /** The condition types that the kubelet sets; all others are left as they are. */
  static final Set<String> OWN =
      Set.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

  private PodStatuses() {}

  static PodStatus of(Facts facts) {
    String phase = phase(facts);
    return new PodStatusBuilder()
        .withPhase(phase)
        .withConditions(conditions(facts, phase))
        .withHostIP(facts.hostIp())
        .withPodIP(facts.podIp())
        .withPodIPs(new PodIP(facts.podIp()))
        .withQosClass(qosClass(facts.pod()))
        .withStartTime(facts.startTime())
        .withInitContainerStatuses(facts.inits())
        .withContainerStatuses(facts.containers())
        .build();
  }

  static String phase(Facts facts) {
    boolean never = "Never".equals(facts.pod().getSpec().getRestartPolicy());
    boolean always = always(facts.pod());
    if (!initialized(facts)) {
      boolean failed = facts.inits().stream().anyMatch(s -> failed(s) && never);
      return failed ? "Failed" : "Pending";
    }
    List<ContainerStatus> all = facts.containers();
    boolean untried =
        all.stream()
            .anyMatch(
                s -> s.getState().getWaiting() != null && s.getLastState().getTerminated() == null);
    if (untried) {
      return "Pending";
    }
    boolean anyLives = all.stream().anyMatch(s -> s.getState().getTerminated() == null);
    if (anyLives || (always && !facts.terminating())) {
      return "Running";
    }
    boolean anyFailed = all.stream().anyMatch(PodStatuses::failed);
    if (!anyFailed) {
      return "Succeeded";
    }
    return never || facts.terminating() ? "Failed" : "Running";
  }

  private static List<PodCondition> conditions(Facts facts, String phase) {
    List<PodCondition> before =
        facts.pod().getStatus() == null || facts.pod().getStatus().getConditions() == null
            ? List.of()
            : facts.pod().getStatus().getConditions();
    List<PodCondition> result = new ArrayList<>();
    result.add(condition("PodReadyToStartContainers", facts.prepared(), null, null));
    result.add(
        initialized(facts)
            ? condition("Initialized", true, null, null)
            : condition(
                "Initialized",
                false,
                "ContainersNotInitialized",
                "containers with incomplete status: " + names(notReady(facts.inits()))));
    PodCondition containers = containersReady(facts, phase);
    PodCondition gated = gated(facts, containers, before);
    result.add(gated);
    result.add(containers);
    result.add(condition("PodScheduled", true, null, null));
    List<PodCondition> timed =
        result.stream().map(c -> timed(c, before, facts.now())).collect(Collectors.toList());
    // what others have set (readiness gates, disruption) stays
    before.stream()
        .filter(old -> timed.stream().noneMatch(c -> c.getType().equals(old.getType())))
        .forEach(timed::add);
    return timed;
  }

  private static PodCondition containersReady(Facts facts, String phase) {
    if (phase.equals("Succeeded")) {
      return condition("ContainersReady", false, "PodCompleted", null);
    }
    List<ContainerStatus> unready = notReady(facts.containers());
    if (unready.isEmpty() && initialized(facts)) {
      return condition("ContainersReady", true, null, null);
    }
    return condition(
        "ContainersReady",
        false,
        "ContainersNotReady",
        "containers with unready status: " + names(unready));
  }

  private static PodCondition gated(
      Facts facts, PodCondition containers, List<PodCondition> before) {
    List<PodReadinessGate> gates =
        facts.pod().getSpec().getReadinessGates() == null
            ? List.of()
            : facts.pod().getSpec().getReadinessGates();
    boolean open =
        gates.stream()
            .allMatch(gate ->
                before.stream()
                    .anyMatch(c ->
                        c.getType().equals(gate.getConditionType())
                            && "True".equals(c.getStatus())));
    if ("True".equals(containers.getStatus()) && !open) {
      return condition(
          "Ready", false, "ReadinessGatesNotReady", "the status of a readiness gate is not True");
    }
    return new PodConditionBuilder(containers).withType("Ready").build();
  }

  private static PodCondition timed(PodCondition now, List<PodCondition> before, String time) {
    Optional<PodCondition> same =
        before.stream()
            .filter(c -> c.getType().equals(now.getType()))
            .filter(c -> now.getStatus().equals(c.getStatus()))
            .findFirst();
    return new PodConditionBuilder(now)
        .withLastTransitionTime(same.map(PodCondition::getLastTransitionTime).orElse(time))
        .build();
  }

  private static PodCondition condition(
      String type, boolean status, @Nullable String reason, @Nullable String message) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status ? "True" : "False")
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  private static boolean initialized(Facts facts) {
    return facts.inits().stream().allMatch(ContainerStatus::getReady);
  }

  private static List<ContainerStatus> notReady(List<ContainerStatus> all) {
    return all.stream().filter(s -> !s.getReady()).toList();
  }

  private static String names(List<ContainerStatus> statuses) {
    return statuses.stream()
        .map(ContainerStatus::getName)
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static boolean failed(ContainerStatus status) {
    return status.getState().getTerminated() != null
        && status.getState().getTerminated().getExitCode() != 0;
  }

  private static boolean always(Pod pod) {
    String policy = pod.getSpec().getRestartPolicy();
    return policy == null || policy.equals("Always");
  }

  private static String qosClass(Pod pod) {
    boolean any =
        pod.getSpec().getContainers().stream()
            .anyMatch(c ->
                c.getResources() != null
                    && (!empty(c.getResources().getLimits())
                        || !empty(c.getResources().getRequests())));
    boolean guaranteed =
        pod.getSpec().getContainers().stream()
            .allMatch(c ->
                c.getResources() != null
                    && !empty(c.getResources().getLimits())
                    && c.getResources().getLimits().keySet().containsAll(List.of("cpu", "memory"))
                    && (empty(c.getResources().getRequests())
                        || c.getResources().getRequests().equals(c.getResources().getLimits())));
    return guaranteed ? "Guaranteed" : any ? "Burstable" : "BestEffort";
  }

  private static boolean empty(java.util.@Nullable Map<?, ?> map) {
    return map == null || map.isEmpty();
  }
}
