package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a StatefulSet controller does next. Pure.
 *
 * <p>The rules, in order: finished pods are deleted, to be made anew; missing ordinals are created;
 * ordinals out of range are deleted from the highest; pods of an older revision are deleted from
 * the highest down to the partition, one at a time and only while all above are ready. With
 * OrderedReady each step waits until all lower pods are ready; with Parallel only the rolling
 * update waits.
 */
final class StatefulPlan {

  /** One step. */
  sealed interface Action {}

  /** Make the pod of an ordinal. */
  record Create(int ordinal) implements Action {}

  /** Delete a pod, which comes back if its ordinal is in range. */
  record Delete(Pod pod) implements Action {}

  /** Delete a pod for good. */
  record Condemn(Pod pod) implements Action {}

  /**
   * What a plan is made from.
   *
   * @param start the first ordinal
   * @param pods the set's pods by ordinal
   * @param rolling whether updates roll by themselves
   * @param partition ordinals below stay at their revision
   */
  record Facts(
      int start,
      int replicas,
      boolean parallel,
      boolean rolling,
      int partition,
      int minReadySeconds,
      String updateRevision,
      Map<Integer, Pod> pods) {}

  private StatefulPlan() {}

  static List<Action> of(Facts facts) {
    List<Action> actions = new ArrayList<>();
    if (!converge(facts, actions) || !condemn(facts, actions)) {
      return actions;
    }
    if (actions.isEmpty() && facts.rolling()) {
      update(facts, actions);
    }
    return actions;
  }

  /** Creates what is missing; false if a lower pod has to become ready first. */
  private static boolean converge(Facts facts, List<Action> actions) {
    for (int ordinal = facts.start(); ordinal < end(facts); ordinal++) {
      Pod pod = facts.pods().get(ordinal);
      if (pod == null) {
        actions.add(new Create(ordinal));
      } else if (Pods.finished(pod) && !Pods.terminating(pod)) {
        actions.add(new Delete(pod));
      } else if (healthy(facts, pod)) {
        continue;
      }
      if (!facts.parallel()) {
        return false;
      }
    }
    return true;
  }

  /** Deletes what is out of range; false if one of them has to end first. */
  private static boolean condemn(Facts facts, List<Action> actions) {
    List<Pod> condemned =
        new TreeMap<>(facts.pods())
            .descendingMap().entrySet().stream()
                .filter(e -> e.getKey() < facts.start() || e.getKey() >= end(facts))
                .map(Map.Entry::getValue)
                .toList();
    for (Pod pod : condemned) {
      if (!Pods.terminating(pod)) {
        actions.add(new Condemn(pod));
      }
      if (!facts.parallel()) {
        return false;
      }
    }
    return true;
  }

  private static void update(Facts facts, List<Action> actions) {
    for (int ordinal = end(facts) - 1;
        ordinal >= Math.max(facts.start(), facts.partition());
        ordinal--) {
      Pod pod = facts.pods().get(ordinal);
      if (pod == null) {
        return;
      }
      if (!revision(pod).equals(facts.updateRevision()) && !Pods.terminating(pod)) {
        actions.add(new Delete(pod));
        return;
      }
      if (!healthy(facts, pod)) {
        return;
      }
    }
  }

  static String revision(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(StatefulPods.REVISION, "");
  }

  private static boolean healthy(Facts facts, Pod pod) {
    return !Pods.terminating(pod) && Pods.available(pod, facts.minReadySeconds());
  }

  private static int end(Facts facts) {
    return facts.start() + facts.replicas();
  }
}
