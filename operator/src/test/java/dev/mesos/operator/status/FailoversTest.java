package dev.mesos.operator.status;

import static dev.mesos.operator.testing.MasterPods.deleting;
import static dev.mesos.operator.testing.MasterPods.pod;
import static dev.mesos.operator.testing.MasterPods.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Election;
import dev.mesos.crds.FailoverReason;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.testing.Elections;
import dev.mesos.operator.testing.FakeLive;
import dev.mesos.operator.testing.MasterPods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The master {@code id-10} in the pod {@code demo-master-0} led; its candidacy went, and {@code
 * id-11} leads, 1.25 s after {@link Elections#CREATED}. Ends are reported as of 1 s after it.
 */
class FailoversTest {
  private static final Election A_LEADS = Elections.of(0, 10, 1, 11);
  private static final Election B_LEADS = Elections.of(1, 11);
  private static final Instant PASSED = Elections.CREATED.plusMillis(1250);
  private static final String RUNNING = "{running: {startedAt: '2026-01-01T00:00:00Z'}}";
  private final EndedMasters ended = new EndedMasters();
  private MesosClusterStatus last = new MesosClusterStatus();
  private ElectionView view = Elections.view(A_LEADS);
  private Instant now = PASSED;

  private static Pod runs() {
    return pod(0, status("Running", RUNNING, "{}"));
  }

  private static Pod crashed(int exitCode) {
    return pod(0, status("Running", RUNNING, MasterPods.ended("id-10", exitCode)));
  }

  private Observed observe(Pod... pods) {
    FakeLive live = new FakeLive();
    for (Pod pod : pods) {
      live.put(pod);
    }
    return new Dereferencer(() -> "unused", ended).observe(new ClusterId("ns", "demo", "u"), live);
  }

  /** A look at the cluster, with these pods of the old leader. */
  private FailoverStatus look(Pod... pods) {
    Facts facts =
        new Facts(
            Clusters.valid("{zookeeper: {sessionTimeout: 10s}}"),
            observe(pods),
            view,
            Optional.empty(),
            Optional.empty());
    LeadershipRecord.Books books = LeadershipRecord.next(last, facts, now);
    last = new MesosClusterStatus();
    last.setLeader(books.leader());
    last.setFailovers(books.failovers());
    last.setLastFailover(books.lastFailover());
    return books.lastFailover();
  }

  private FailoverStatus passOn(Pod... pods) {
    look(runs());
    view = view.seen(B_LEADS, PASSED);
    return look(pods);
  }

  private void later() {
    now = now.plus(Failovers.PATIENCE);
  }

  @Test
  void aCrashCountsFromTheEndOfTheProcess() {
    FailoverStatus failover = passOn(crashed(137));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.MasterCrashed);
    assertThat(failover.getTook()).isEqualTo("250ms");
    assertThat(failover.getFromId()).isEqualTo("id-10");
    assertThat(NextLook.after(last, now)).isEmpty();
  }

  @Test
  void aMasterThatStopsIsReportedAfterItHandedOver() {
    FailoverStatus open = passOn(runs());
    assertThat(open.getReason()).isNull();
    assertThat(open.getTook()).isNull();
    assertThat(NextLook.after(last, now)).contains(Failovers.PATIENCE.plusMillis(1));
    FailoverStatus settled = look(crashed(0));
    assertThat(settled.getReason()).isEqualTo(FailoverReason.MasterStopped);
    assertThat(settled.getTook()).isEqualTo("0ms");
    assertThat(settled.getAt()).isEqualTo(open.getAt());
  }

  @Test
  void aDeletedPodIsSaidAtOnceAndItsTimeWhenItHasEnded() {
    FailoverStatus open = passOn(deleting(0, status("Running", RUNNING, "{}")));
    assertThat(open.getReason()).isEqualTo(FailoverReason.PodDeleted);
    assertThat(open.getTook()).isNull();
    FailoverStatus settled =
        look(deleting(0, status("Succeeded", MasterPods.ended("id-10", 0), "{}")));
    assertThat(settled.getReason()).isEqualTo(FailoverReason.PodDeleted);
    assertThat(settled.getTook()).isEqualTo("0ms");
  }

  @Test
  void aDeletedPodWhoseMasterHadToBeKilledCountsFromTheKill() {
    FailoverStatus failover =
        passOn(deleting(0, status("Failed", MasterPods.ended("id-10", 137), "{}")));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.PodDeleted);
    assertThat(failover.getTook()).isEqualTo("250ms");
  }

  @Test
  void aPodThatIsGoneWithoutAReportCountsAsSilence() {
    passOn();
    later();
    FailoverStatus failover = look();
    assertThat(failover.getReason()).isEqualTo(FailoverReason.PodDeleted);
    assertThat(failover.getTook()).isEqualTo("10000ms");
  }

  @Test
  void aSilenceCountsFromASessionTimeoutBefore() {
    assertThat(passOn(runs()).getReason()).isNull();
    later();
    FailoverStatus failover = look(runs());
    assertThat(failover.getReason()).isEqualTo(FailoverReason.SessionExpired);
    assertThat(failover.getTook()).isEqualTo("10000ms");
  }

  @Test
  void aMasterThatGaveUpLeadingWasNotHeard() {
    FailoverStatus failover = passOn(crashed(1));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.SessionExpired);
    assertThat(failover.getTook()).isEqualTo("10000ms");
  }

  /** Without a quorum no session expires, so its candidate outlives it by far. */
  @Test
  void aMasterThatGaveUpLeadingInALossOfZooKeeperCountsFromItsEnd() {
    look(runs());
    view = view.seen(B_LEADS, PASSED.plusSeconds(120));
    FailoverStatus failover = look(crashed(1));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.SessionExpired);
    assertThat(failover.getTook()).isEqualTo("120250ms");
  }

  @Test
  void theTimeWithoutAnyCandidateCounts() {
    look(runs());
    view = view.seen(Election.EMPTY, PASSED);
    assertThat(look(crashed(137)).getTo()).isNull();
    view = view.seen(B_LEADS, PASSED.plusSeconds(3));
    FailoverStatus failover = look(crashed(137));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.MasterCrashed);
    assertThat(failover.getTook()).isEqualTo("3250ms");
  }

  @Test
  void theCandidateOfADeadStandbyIsNoLeader() {
    look(runs());
    look(crashed(1), crashedStandby());
    assertThat(last.getLeader()).as("leader, its candidate still there").isNull();
    assertThat(last.getLastFailover().getAt()).isEqualTo(PASSED.toString());
    view = view.seen(B_LEADS, PASSED);
    look(crashed(1), crashedStandby());
    assertThat(last.getLeader()).as("leader, the standby's candidate the first").isNull();
    view = view.seen(Elections.of(0, 12), PASSED.plusSeconds(1));
    look(crashed(1), crashedStandby());
    assertThat(last.getLeader().getId()).isEqualTo("id-12");
    assertThat(last.getFailovers()).isEqualTo(1);
    assertThat(last.getLastFailover().getFromId()).isEqualTo("id-10");
  }

  private static Pod crashedStandby() {
    return pod(1, status("Running", RUNNING, MasterPods.ended("id-11", 1)));
  }

  @Test
  void whatIsSettledStands() {
    passOn(runs());
    later();
    FailoverStatus failover = look(runs());
    assertThat(look(crashed(137))).usingRecursiveComparison().isEqualTo(failover);
  }

  @Test
  void aFailoverThatNobodySawHasNoTime() {
    look(runs());
    view = Elections.view(B_LEADS);
    FailoverStatus failover = look(crashed(137));
    assertThat(failover.getReason()).isEqualTo(FailoverReason.MasterCrashed);
    assertThat(failover.getTook()).isNull();
  }

  @Test
  void aFailoverThatNobodySawAndNobodyReportedIsUnknown() {
    look(runs());
    view = Elections.view(B_LEADS);
    assertThat(look(runs()).getReason()).isEqualTo(FailoverReason.Unknown);
  }

  @Test
  void ofAMasterThatIsNoPodNothingIsKnown() {
    look();
    view = view.seen(B_LEADS, PASSED);
    assertThat(look().getReason()).isNull();
    later();
    FailoverStatus failover = look();
    assertThat(failover.getReason()).isEqualTo(FailoverReason.Unknown);
    assertThat(failover.getTook()).isNull();
  }

  @Test
  void anOperatorThatStartsAnewInBetweenSettlesWhatItCan() {
    passOn(runs());
    view = Elections.view(B_LEADS);
    assertThat(look(runs()).getReason()).isEqualTo(FailoverReason.Unknown);
    assertThat(NextLook.after(last, now.minus(Duration.ofSeconds(1)))).isEmpty();
  }
}
