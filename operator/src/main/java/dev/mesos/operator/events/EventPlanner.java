package dev.mesos.operator.events;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.FailoverReason;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out what happened between two statuses. Pure: no change, no event. */
public final class EventPlanner {
  /** Of these every turn is told. Leadership and refusals have events of their own. */
  private static final List<ConditionType> PHASES =
      List.of(
          ConditionType.ZooKeeperReady,
          ConditionType.ZnodeReady,
          ConditionType.MastersAvailable,
          ConditionType.SlavesAvailable,
          ConditionType.Paused,
          ConditionType.Ready);

  private EventPlanner() {}

  /** What to tell, in the order in which it should be read. */
  public static List<ClusterEvent> between(
      @Nullable MesosClusterStatus before, MesosClusterStatus after) {
    List<ClusterEvent> events = new ArrayList<>();
    leadership(before == null ? null : before.getLeader(), after, events);
    failover(before == null ? null : before.getLastFailover(), after.getLastFailover(), events);
    for (ConditionType type : PHASES) {
      phase(find(before, type), find(after, type), events);
    }
    refusal(before, after, events);
    return events;
  }

  private static void leadership(
      @Nullable LeaderStatus before, MesosClusterStatus after, List<ClusterEvent> events) {
    LeaderStatus leader = after.getLeader();
    if (leader == null) {
      if (before != null) {
        events.add(
            new ClusterEvent(
                EventReason.LeaderLost,
                name(before) + " with epoch " + before.getEpoch() + " leads no longer"));
      }
    } else if (before == null || !Objects.equals(before.getEpoch(), leader.getEpoch())) {
      events.add(
          new ClusterEvent(
              EventReason.LeaderElected, name(leader) + " leads with epoch " + leader.getEpoch()));
    }
  }

  private static void failover(
      @Nullable FailoverStatus before, @Nullable FailoverStatus after, List<ClusterEvent> events) {
    if (after == null || !isSettled(after)) {
      return;
    }
    boolean told =
        before != null && isSettled(before) && Objects.equals(before.getAt(), after.getAt());
    if (!told) {
      String took = after.getTook() == null ? "" : "; nobody led for " + after.getTook();
      events.add(
          new ClusterEvent(
              EventReason.FailedOver,
              after.getFrom()
                  + " passed on to "
                  + after.getTo()
                  + ": "
                  + after.getReason()
                  + took));
    }
  }

  private static boolean isSettled(FailoverStatus failover) {
    return failover.getTo() != null
        && failover.getReason() != null
        && (failover.getTook() != null || failover.getReason() == FailoverReason.Unknown);
  }

  private static void phase(
      @Nullable Condition before, @Nullable Condition after, List<ClusterEvent> events) {
    if (after == null || held(before) == held(after)) {
      return;
    }
    events.add(
        new ClusterEvent(
            EventReason.PhaseChanged,
            after.getType() + " is " + after.getStatus() + ": " + after.getMessage()));
  }

  private static void refusal(
      @Nullable MesosClusterStatus before, MesosClusterStatus after, List<ClusterEvent> events) {
    Condition now = find(after, ConditionType.Stalled);
    Condition then = find(before, ConditionType.Stalled);
    if (now != null && held(now) && !(held(then) && reason(then) == reason(now))) {
      events.add(new ClusterEvent(EventReason.Refused, reason(now) + ": " + now.getMessage()));
    }
  }

  private static @Nullable Reason reason(@Nullable Condition condition) {
    return condition == null ? null : condition.getReason();
  }

  private static boolean held(@Nullable Condition condition) {
    return condition != null && "True".equals(condition.getStatus());
  }

  private static @Nullable Condition find(@Nullable MesosClusterStatus status, ConditionType type) {
    return status == null || status.getConditions() == null
        ? null
        : status.getConditions().stream().filter(c -> c.getType() == type).findFirst().orElse(null);
  }

  private static String name(LeaderStatus leader) {
    return requireNonNullElse(
        leader.getPod(), requireNonNullElse(leader.getAddress(), "an unknown master"));
  }
}
