package dev.mesos.coordination.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTest {

  private static final EnsembleSettings CUTTABLE = EnsembleSettings.of(3).withProxies();

  @Test
  void aQuorumSurvivesTheRestartOfItsLeader() {
    try (Ensemble three = Ensemble.start(3)) {
      three.restart(three.leader());
      assertThat(three.leader()).isBetween(0, 2);
    }
  }

  @Test
  void oneServerIsAnEnsemble() {
    try (Ensemble one = Ensemble.start(1)) {
      assertThat(one.leader()).isZero();
      assertThat(one.children("/")).contains("zookeeper");
    }
  }

  @Test
  void anIsolatedFollowerAnswersReadsAndWritesNothingUntilItIsHealed() throws Exception {
    try (Ensemble three = Ensemble.start(CUTTABLE)) {
      int follower = three.others(three.leader()).getFirst();
      try (ZooKeeper client = connect(three, follower);
          ZooKeeper elsewhere = connect(three, three.leader())) {
        three.isolate(follower);
        Recorder<String> created = new Recorder<>();
        StringCallback told = (rc, path, ctx, name) -> created.accept("" + name);
        client.create("/held", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, told, null);
        elsewhere.create("/passed", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        try (ZooKeeper local = connect(three, three.leader())) {
          assertThat(local.exists("/passed", false)).isNotNull();
          assertThat(local.exists("/held", false)).isNull();
        }
        assertThat(created.isEmpty()).isTrue();
        three.heal();
        assertThat(created.next()).isEqualTo("/held");
        assertThat(client.getChildren("/", false)).contains("held", "passed");
      }
    }
  }

  @Test
  void theOthersElectAnotherLeaderWithoutTheOneThatIsCutOff() throws Exception {
    try (Ensemble three = Ensemble.start(CUTTABLE.withSyncLimit(5))) {
      int old = three.leader();
      three.isolate(old);
      await().atMost(30, TimeUnit.SECONDS).until(() -> leads(three, three.others(old)));
      try (ZooKeeper client = connect(three, three.leader())) {
        client.create("/new", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      }
      three.heal();
      await().atMost(30, TimeUnit.SECONDS).until(() -> created(three, old));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMemberThatIsCutOffFindsNoWayAroundTheProxies(boolean leaderDies) {
    try (Ensemble three = Ensemble.start(CUTTABLE)) {
      int dead = leaderDies ? three.leader() : three.others(three.leader()).getFirst();
      three.stop(dead);
      await().atMost(30, TimeUnit.SECONDS).until(() -> leads(three, three.others(dead)));
      three.isolate(dead);
      three.launch(dead);
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(() -> !three.serves(dead));
      three.heal();
      three.awaitAll();
    }
  }

  private static boolean leads(Ensemble ensemble, List<Integer> members) {
    try {
      return members.contains(ensemble.leader());
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static boolean created(Ensemble ensemble, int member) throws Exception {
    try (ZooKeeper client = connect(ensemble, member)) {
      return client.exists("/new", false) != null;
    } catch (KeeperException.ConnectionLossException e) {
      return false;
    }
  }

  private static ZooKeeper connect(Ensemble ensemble, int member) throws Exception {
    return new ZooKeeper(ensemble.connectString(member), 10_000, event -> {});
  }
}
