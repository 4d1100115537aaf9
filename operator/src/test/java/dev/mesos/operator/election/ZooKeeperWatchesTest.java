package dev.mesos.operator.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.ClusterPath;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.Credentials;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.crds.Access;
import dev.mesos.crds.Reason;
import dev.mesos.operator.election.ElectionWatches.Removal;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.testing.Elections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real ZooKeeper. */
class ZooKeeperWatchesTest {
  private static final ClusterId ID = new ClusterId("ns", "demo", "uid-1");
  private static Ensemble ensemble;
  private final ZooKeeperWatches watches = new ZooKeeperWatches(InstantSource.system());
  private final AtomicInteger told = new AtomicInteger();

  @BeforeAll
  static void start() {
    ensemble = Ensemble.start(1);
  }

  @AfterAll
  static void stop() {
    ensemble.close();
  }

  @AfterEach
  void close() {
    watches.close();
  }

  private static WatchTarget target(ClusterId id, String path) {
    ZooKeeperUrl url =
        ZooKeeperUrl.parse("zk://" + ensemble.connectString() + path)
            .withCredentials(new Credentials("mesos", "pw"));
    return new WatchTarget(id, url, Access.Digest, Duration.ofSeconds(4));
  }

  private static Contender contend(WatchTarget target, int ordinal) {
    Contender contender = Contender.start(target.url(), SessionSettings.DEFAULT, c -> {}, d -> {});
    contender.contend(Elections.candidate(ordinal, 1).info());
    return contender;
  }

  @Test
  void makesTheZnodeAndFollowsTheElection() {
    watches.onChange(id -> told.incrementAndGet());
    WatchTarget target = target(ID, "/follow/demo");
    assertThat(watches.watch(target).znode()).isInstanceOf(ZnodeState.Pending.class);
    await().until(() -> watches.watch(target).znode() instanceof ZnodeState.Ready);
    await().until(() -> watches.look(ID).known());
    assertThat(watches.look(ID).leader()).isEmpty();

    Contender first = contend(target, 0);
    await().until(() -> watches.look(ID).leader().isPresent());
    long epoch = watches.look(ID).leader().map(Candidate::epoch).orElseThrow();
    Contender second = contend(target, 1);
    await().until(() -> watches.look(ID).election().orElseThrow().candidates().size() == 2);
    first.resign();
    await().until(() -> watches.look(ID).leader().map(Candidate::epoch).orElse(epoch) > epoch);
    assertThat(watches.look(ID).lostAt()).isPresent();
    assertThat(watches.look(ID).leaderSince()).isPresent();
    assertThat(told.get()).isPositive();
    second.resign();
  }

  @Test
  void aForeignZnodeIsSaidAndTriedAgain() {
    WatchTarget theirs = target(new ClusterId("other", "demo", "uid-2"), "/foreign");
    assertThat(
            new ClusterPath(theirs.url(), Duration.ofSeconds(10))
                .ensure(ClusterWatch.owner(theirs.id()), ClusterPath.Access.DIGEST))
        .isInstanceOf(ClusterPath.Outcome.Ensured.class);
    WatchTarget ours = target(ID, "/foreign");
    await()
        .untilAsserted(() ->
            assertThat(watches.watch(ours).znode())
                .isInstanceOfSatisfying(
                    ZnodeState.Failed.class,
                    failed -> {
                      assertThat(failed.reason()).isEqualTo(Reason.ZnodeOwnedByOther);
                      assertThat(failed.message()).contains("other/demo").contains("/foreign");
                    }));
    new ClusterPath(theirs.url(), Duration.ofSeconds(10)).delete(ClusterWatch.owner(theirs.id()));
    await().until(() -> watches.watch(ours).znode() instanceof ZnodeState.Ready);
  }

  @Test
  void theZnodeIsRemovedInTheBackground() {
    watches.onChange(id -> told.incrementAndGet());
    WatchTarget target = target(ID, "/removed");
    await().until(() -> watches.watch(target).znode() instanceof ZnodeState.Ready);
    told.set(0);
    assertThat(watches.remove(target, false)).isInstanceOf(Removal.Running.class);
    await().until(() -> watches.remove(target, false) instanceof Removal.Done);
    assertThat(told.get()).isPositive();
    assertThat(ensemble.children("/")).doesNotContain("removed");
    watches.forget(ID);
  }

  @Test
  void aKeptZnodeMayBeTakenByAnother() {
    WatchTarget target = target(ID, "/kept");
    await().until(() -> watches.watch(target).znode() instanceof ZnodeState.Ready);
    watches.remove(target, true);
    await().until(() -> watches.remove(target, true) instanceof Removal.Done);
    assertThat(ensemble.children("/")).contains("kept");
    WatchTarget next = target(new ClusterId("ns", "demo", "uid-3"), "/kept");
    await().until(() -> watches.watch(next).znode() instanceof ZnodeState.Ready);
  }

  @Test
  void anEnsembleThatGoesAndComesIsSaidAndTheLastElectionKept() {
    WatchTarget target = target(ID, "/gone/demo");
    await().until(() -> watches.watch(target).znode() instanceof ZnodeState.Ready);
    Contender master = contend(target, 0);
    await().until(() -> watches.look(ID).leader().isPresent());
    ensemble.stopAll();
    await().atMost(Duration.ofSeconds(30)).until(() -> !watches.look(ID).reachable());
    assertThat(watches.look(ID).leader()).isPresent();
    ensemble.startAll();
    await().atMost(Duration.ofSeconds(30)).until(() -> watches.look(ID).known());
    master.resign();
  }

  @Test
  void aDeadCandidateIsBuriedOnceAndTheNextLeads() {
    List<Candidate> buried = new CopyOnWriteArrayList<>();
    watches.onBurial((id, candidate) -> buried.add(candidate));
    WatchTarget target = target(ID, "/buried/demo");
    await().until(() -> watches.watch(target).znode() instanceof ZnodeState.Ready);
    Contender first = contend(target, 0);
    await().until(() -> watches.look(ID).leader().isPresent());
    Candidate dead = watches.look(ID).leader().orElseThrow();
    Contender second = contend(target, 1);
    await().until(() -> watches.look(ID).election().orElseThrow().candidates().size() == 2);

    watches.bury(ID, dead);
    watches.bury(ID, dead);

    await().until(() -> watches.look(ID).leader().map(Candidate::epoch).orElse(0L) > dead.epoch());
    await().untilAsserted(() -> assertThat(buried).containsExactly(dead));
    watches.bury(ID, dead);
    assertThat(watches.look(ID).leader().orElseThrow().info().pid()).contains("10.0.0.1");
    first.resign();
    second.resign();
    assertThat(buried).hasSize(1);
  }

  @Test
  void whatIsNotWatchedIsNotTouched() {
    watches.bury(ID, Elections.candidate(0, 10));
    assertThat(watches.look(ID)).isEqualTo(ElectionView.NONE);
  }

  @Test
  void withoutZooKeeperARemovalEndsInTimeAndMayBeTriedAgain() {
    ZooKeeperUrl nowhere = ZooKeeperUrl.parse("zk://127.0.0.1:1/m");
    WatchTarget target = new WatchTarget(ID, nowhere, Access.Open, Duration.ofSeconds(4));
    watches.remove(target, false);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> watches.remove(target, false) instanceof Removal.Unanswered);
    watches.forget(ID);
    assertThat(watches.remove(target, false)).isInstanceOf(Removal.Running.class);
  }

  @Test
  void thePasswordIsNotInTheTarget() {
    assertThat(target(ID, "/x").toString()).doesNotContain("pw").contains("***");
  }
}
