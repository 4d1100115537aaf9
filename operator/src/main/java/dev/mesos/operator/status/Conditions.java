package dev.mesos.operator.status;

import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosClusterStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts times on verdicts: a condition keeps the time of its last transition. */
public final class Conditions {
  private Conditions() {}

  /** The condition of that type, if the status has it. */
  public static Optional<Condition> find(@Nullable MesosClusterStatus status, ConditionType type) {
    return status == null || status.getConditions() == null
        ? Optional.empty()
        : status.getConditions().stream().filter(c -> c.getType() == type).findFirst();
  }

  /** Whether the status says that the condition holds. */
  public static boolean holds(@Nullable MesosClusterStatus status, ConditionType type) {
    return find(status, type).filter(c -> Verdict.TRUE.equals(c.getStatus())).isPresent();
  }

  /** In the order of the types, with those of the previous status that nothing new is known of. */
  static List<Condition> merge(
      @Nullable MesosClusterStatus previous,
      Map<ConditionType, Verdict> verdicts,
      long generation,
      Instant now) {
    List<Condition> conditions = new ArrayList<>();
    for (ConditionType type : ConditionType.values()) {
      Optional<Condition> before = find(previous, type);
      Verdict verdict = verdicts.get(type);
      if (verdict == null) {
        before.ifPresent(conditions::add);
      } else {
        conditions.add(condition(type, verdict, before, generation, now));
      }
    }
    return conditions;
  }

  private static Condition condition(
      ConditionType type,
      Verdict verdict,
      Optional<Condition> before,
      long generation,
      Instant now) {
    Condition condition = new Condition();
    condition.setType(type);
    condition.setStatus(verdict.status());
    condition.setReason(verdict.reason());
    condition.setMessage(verdict.message());
    condition.setObservedGeneration(generation);
    condition.setLastTransitionTime(
        before
            .filter(b -> Objects.equals(b.getStatus(), verdict.status()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()));
    return condition;
  }
}
