package dev.mesos.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Election;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.dereference.Replicas;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.status.LeadershipRecord.Books;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.testing.Elections;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeadershipRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  private static final Observed NO_PODS =
      new Observed(Replicas.NONE, Replicas.NONE, Replicas.NONE, List.of(), List.of());
  private static final Election A_LEADS = Elections.of(0, 10, 1, 11);
  private static final Election B_LEADS = Elections.of(1, 11);

  private static Books next(MesosClusterStatus before, ElectionView view) {
    Facts facts =
        new Facts(Clusters.valid("{}"), NO_PODS, view, Optional.empty(), Optional.empty());
    return LeadershipRecord.next(before, facts, NOW);
  }

  private static MesosClusterStatus status(Books books) {
    MesosClusterStatus status = new MesosClusterStatus();
    status.setLeader(books.leader());
    status.setFailovers(books.failovers());
    status.setLastFailover(books.lastFailover());
    return status;
  }

  @Test
  void theFirstElectionIsNoFailover() {
    Books books = next(null, Elections.view(A_LEADS));
    assertThat(books.leader().getEpoch()).isEqualTo(10);
    assertThat(books.leader().getElectedAt()).isEqualTo(Elections.CREATED.toString());
    assertThat(books.failovers()).isZero();
    assertThat(books.lastFailover()).isNull();
  }

  @Test
  void theSameLeaderAgainChangesNothing() {
    Books first = next(null, Elections.view(A_LEADS));
    Books again = next(status(first), Elections.view(A_LEADS));
    assertThat(again).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void aHandOverIsOneFailover() {
    Books first = next(null, Elections.view(A_LEADS));
    Books second = next(status(first), Elections.view(A_LEADS, B_LEADS));
    assertThat(second.failovers()).isEqualTo(1);
    FailoverStatus failover = second.lastFailover();
    assertThat(failover.getFrom()).isEqualTo("10.0.0.0:5050");
    assertThat(failover.getTo()).isEqualTo("10.0.0.1:5050");
    assertThat(failover.getAt()).isEqualTo("2026-01-01T00:00:11Z");
  }

  @Test
  void aGapBelongsToTheFailover() {
    Books first = next(null, Elections.view(A_LEADS));
    Books gap = next(status(first), Elections.view(A_LEADS, Election.EMPTY));
    assertThat(gap.leader()).isNull();
    assertThat(gap.failovers()).isZero();
    assertThat(gap.lastFailover().getTo()).isNull();
    Books second = next(status(gap), Elections.view(A_LEADS, Election.EMPTY, B_LEADS));
    assertThat(second.failovers()).isEqualTo(1);
    assertThat(second.lastFailover().getAt()).isEqualTo("2026-01-01T00:00:12Z");
    assertThat(second.lastFailover().getFrom()).isEqualTo("10.0.0.0:5050");
  }

  @Test
  void aFailoverThatTheOperatorMissedIsCountedWithoutATime() {
    Books first = next(null, Elections.view(A_LEADS));
    Books second = next(status(first), Elections.view(B_LEADS));
    assertThat(second.failovers()).isEqualTo(1);
    assertThat(second.lastFailover().getTook()).isNull();
  }

  @Test
  void whileZooKeeperIsSilentTheBooksRest() {
    Books first = next(null, Elections.view(A_LEADS));
    ElectionView silent = Elections.unreachable(Elections.view(A_LEADS, Election.EMPTY));
    assertThat(next(status(first), silent)).usingRecursiveComparison().isEqualTo(first);
    assertThat(next(status(first), ElectionView.NONE)).usingRecursiveComparison().isEqualTo(first);
  }
}
