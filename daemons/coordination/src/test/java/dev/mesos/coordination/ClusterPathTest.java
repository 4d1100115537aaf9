package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.ClusterPath.Access;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.coordination.ClusterPath.Owner;
import dev.mesos.coordination.testing.Ensemble;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterPathTest {

  private static final Owner DEMO = new Owner("ns", "demo", "uid-1");
  private static final Owner OTHER = new Owner("ns", "other", "uid-2");
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static Ensemble ensemble;
  private String root;

  @BeforeAll
  static void startEnsemble() {
    ensemble = Ensemble.start(1);
  }

  @AfterAll
  static void stopEnsemble() {
    ensemble.close();
  }

  @BeforeEach
  void freshPath() {
    root = "/test" + NEXT.incrementAndGet();
  }

  private ZooKeeperUrl url(String path, String user) {
    return ZooKeeperUrl.parse("zk://" + user + ":secret@" + ensemble.connectString() + path);
  }

  private ClusterPath at(String path, String user) {
    return new ClusterPath(url(path, user), Duration.ofSeconds(10));
  }

  @Test
  void makesMarksAndRemovesThePathWithItsParents() throws Exception {
    ClusterPath path = at(root + "/ns/demo", "demo");
    assertThat(path.ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
    assertThat(path.ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(false));
    try (Admin owner = Admin.of(url(root + "/ns/demo", "demo"))) {
      assertThat(owner.zooKeeper().getData(root + "/ns/demo", false, new Stat()))
          .asString()
          .isEqualTo("{\"owner\":{\"namespace\":\"ns\",\"name\":\"demo\",\"uid\":\"uid-1\"}}");
      assertThat(owner.zooKeeper().getACL(root + "/ns/demo", new Stat()))
          .containsExactlyElementsOf(Acls.owned(new Credentials("demo", "secret")));
      owner.create(root + "/ns/demo/slaves", "");
      owner.create(root + "/ns/demo/slaves/s1", "x");
      owner.sequential(root + "/ns/demo/json.info_", new byte[0]);
    }
    assertThat(path.delete(DEMO)).isEqualTo(new Outcome.Deleted(true));
    assertThat(path.delete(DEMO)).isEqualTo(new Outcome.Deleted(false));
    assertThat(ensemble.children("/")).doesNotContain(root.substring(1));
  }

  @Test
  void twoClustersShareAParentAndKeepOutOfEachOthersPath() {
    assertThat(at(root + "/demo", "demo").ensure(DEMO, Access.DIGEST))
        .isEqualTo(new Outcome.Ensured(true));
    assertThat(at(root + "/other", "other").ensure(OTHER, Access.DIGEST))
        .isEqualTo(new Outcome.Ensured(true));
    Outcome foreign = new Outcome.Foreign(root + "/demo", "ns/demo (uid-1)");
    assertThat(at(root + "/demo", "other").ensure(OTHER, Access.DIGEST)).isEqualTo(foreign);
    assertThat(at(root + "/demo", "other").delete(OTHER)).isEqualTo(foreign);
    assertThat(at(root + "/demo", "other").release(OTHER)).isEqualTo(foreign);
    assertThat(at(root + "/other", "other").delete(OTHER)).isEqualTo(new Outcome.Deleted(true));
    assertThat(ensemble.children(root)).containsExactly("demo");
  }

  @Test
  void aPathAboveOrBelowAnotherClustersIsRefused() {
    assertThat(at(root + "/a/demo", "demo").ensure(DEMO, Access.OPEN))
        .isEqualTo(new Outcome.Ensured(true));
    Outcome foreign = new Outcome.Foreign(root + "/a/demo", "ns/demo (uid-1)");
    assertThat(at(root + "/a", "other").ensure(OTHER, Access.OPEN)).isEqualTo(foreign);
    assertThat(at(root + "/a/demo/x/y", "other").ensure(OTHER, Access.OPEN)).isEqualTo(foreign);
    assertThat(ensemble.children(root + "/a/demo")).isEmpty();
  }

  @Test
  void theSameNameWithAnotherUidIsAnotherOwner() {
    ClusterPath path = at(root, "demo");
    assertThat(path.ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
    Owner reborn = new Owner("ns", "demo", "uid-9");
    assertThat(path.ensure(reborn, Access.DIGEST))
        .isEqualTo(new Outcome.Foreign(root, "ns/demo (uid-1)"));
    assertThat(path.release(DEMO)).isEqualTo(new Outcome.Released(true));
    assertThat(path.delete(reborn)).isEqualTo(new Outcome.Foreign(root, "nobody"));
    assertThat(path.ensure(reborn, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
  }

  @Test
  void aPathThatMesosMadeIsTakenOverWithItsCandidates() throws Exception {
    try (Admin mesos = Admin.of(url(root, "mesos").withoutCredentials())) {
      mesos.create(root, "");
      mesos.zooKeeper().create(root + "/log_replicas", null, Acls.open(), CreateMode.PERSISTENT);
      mesos.sequential(root + "/json.info_", "{}".getBytes());
      assertThat(at(root, "demo").ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
      assertThat(ensemble.children(root)).containsExactly("json.info_0000000001", "log_replicas");
    }
    try (Admin owner = Admin.of(url(root, "demo"))) {
      assertThat(owner.zooKeeper().getACL(root, new Stat()))
          .containsExactlyElementsOf(Acls.owned(new Credentials("demo", "secret")));
    }
  }

  @Test
  void aPathWithForeignDataIsRefused() throws Exception {
    try (Admin somebody = Admin.of(url(root, "x").withoutCredentials())) {
      somebody.create(root, "precious");
    }
    assertThat(at(root, "demo").ensure(DEMO, Access.DIGEST))
        .isEqualTo(new Outcome.Foreign(root, "somebody whose mark is not readable"));
  }

  @Test
  void wrongCredentialsAreDenied() {
    assertThat(at(root, "demo").ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
    assertThat(at(root, "wrong").release(DEMO)).isInstanceOf(Outcome.Denied.class);
    assertThat(
            new ClusterPath(url(root, "x").withoutCredentials(), Duration.ofSeconds(5))
                .ensure(DEMO, Access.DIGEST))
        .isInstanceOf(Outcome.Denied.class);
  }

  @Test
  void removesParentsThatAnEarlierCallLeft() throws Exception {
    ClusterPath path = at(root + "/ns/demo", "demo");
    assertThat(path.ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
    try (Admin owner = Admin.of(url(root + "/ns/demo", "demo"))) {
      owner.zooKeeper().delete(root + "/ns/demo", -1);
    }
    assertThat(path.delete(DEMO)).isEqualTo(new Outcome.Deleted(false));
    assertThat(ensemble.children("/")).doesNotContain(root.substring(1));
  }

  @Test
  void withoutZooKeeperItEndsByItsDeadline() {
    ZooKeeperUrl nowhere = ZooKeeperUrl.parse("zk://127.0.0.1:1/x");
    long start = System.nanoTime();
    assertThat(new ClusterPath(nowhere, Duration.ofMillis(300)).delete(DEMO))
        .isInstanceOf(Outcome.Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }
}
