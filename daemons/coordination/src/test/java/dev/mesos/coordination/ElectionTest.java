package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Joining, leading, resigning, watching: on three real servers. */
class ElectionTest extends ElectionFixture {

  @Test
  void theFirstToJoinLeadsAndTheNextFollowsWhenItResigns() {
    Recorder<Detection> observer = observe();
    assertThat(observer.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.NO_CANDIDATES);

    Master first = new Master(url, 5051);
    Candidate one = first.lead();
    assertThat(one.znode()).isEqualTo("json.info_0000000000");
    assertThat(leader(observer)).isEqualTo(one);

    Master second = new Master(url, 5052);
    Candidate two = second.join();
    assertThat(second.contender.leads()).isFalse();
    assertThat(leader(second.detections)).isEqualTo(one);
    assertThat(two.epoch()).isGreaterThan(one.epoch());

    first.contender.resign();
    assertThat(first.contender.leads()).isFalse();
    assertThat(second.candidacy.next(Candidacy.Leading.class).self()).isEqualTo(two);
    assertThat(leader(observer)).isEqualTo(two);
    assertThat(leader(second.detections)).isEqualTo(two);
    assertThat(ensemble.children(url.path())).containsExactly("json.info_0000000001");
    assertThat(first.candidacy.isEmpty()).isTrue();
  }

  @Test
  void contendingTwiceJoinsOnce() {
    Master master = new Master(url, 5051);
    master.contender.contend(master.info);
    Candidate one = master.lead();
    master.contender.contend(master.info);
    Master second = new Master(url, 5052);
    assertThat(second.join().sequence()).isEqualTo(one.sequence() + 1);
  }

  @Test
  void aLeaderWhoseZnodeIsRemovedLoses() throws Exception {
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    try (Admin admin = Admin.of(url)) {
      admin.zooKeeper().delete(url.path() + "/" + one.znode(), -1);
    }
    assertThat(master.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.ZNODE_DELETED);
    assertThat(master.contender.candidate()).isEmpty();
  }

  @Test
  void aPathThatIsRemovedIsReportedAndNotMadeAgain() throws Exception {
    Recorder<Detection> observer = observe();
    Master master = new Master(url, 5051);
    Candidate one = master.lead();
    observer.await(Detection.Leader.class);
    try (Admin admin = Admin.of(url)) {
      admin.zooKeeper().delete(url.path() + "/" + one.znode(), -1);
      admin.zooKeeper().delete(url.path(), -1);
      assertThat(master.candidacy.next(Candidacy.Lost.class)).isNotNull();
      await().until(() -> lastOf(observer).equals(Optional.of(Detection.Reason.PATH_MISSING)));
      admin.create(url.path(), "");
      master.contender.contend(master.info);
      assertThat(observer.await(Detection.Leader.class).candidate().info()).isEqualTo(master.info);
    }
  }

  private static Optional<Detection.Reason> lastOf(Recorder<Detection> detections) {
    return detections.isEmpty()
        ? Optional.empty()
        : Optional.of(detections.next(Detection.NoLeader.class).reason());
  }

  @Test
  void aMissingPathIsAwaitedWhereItIsNotToBeMade() throws Exception {
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(url, SETTINGS.withCreatePath(false), detections));
    assertThat(detections.next(Detection.NoLeader.class))
        .isEqualTo(
            new Detection.NoLeader(
                Detection.Reason.PATH_MISSING,
                "cannot list " + url.path() + ": NONODE; create it"));
    try (Admin admin = Admin.of(url)) {
      admin.create(url.path(), "");
    }
    assertThat(detections.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.NO_CANDIDATES);
    Candidate self = new Master(url, 5051).lead();
    assertThat(leader(detections)).isEqualTo(self);
  }

  @Test
  void unreadableCandidatesArePassedOver() throws Exception {
    List<Election> elections = java.util.Collections.synchronizedList(new ArrayList<>());
    Recorder<Detection> detections = new Recorder<>();
    try (Admin admin = Admin.of(url)) {
      admin.create(url.path(), "");
      admin.create(url.path() + "/log_replicas", "");
      admin.sequential(url.path() + "/json.info_", new byte[0]);
      admin.sequential(url.path() + "/json.info_", new byte[1024 * 1024 - 1024]);
      admin.sequential(url.path() + "/json.info_", new byte[] {'{', '"', (byte) 0xff, '"', '}'});
      admin.sequential(url.path() + "/json.info_", "{\"id\":7}".getBytes());
      admin.sequential(url.path() + "/yaml.info_", "id: 7".getBytes());
      admin.sequential(url.path() + "/info_", "garbage".getBytes());
      admin.sequential(url.path() + "/", "nobody".getBytes());
      Master master = new Master(url, 5051);
      Candidate self = master.lead();
      Detector detector = Detector.start(url, SETTINGS, detections, elections::add);
      open.add(detector);
      assertThat(leader(detections)).isEqualTo(self);
      await().until(() -> !elections.isEmpty());
      assertThat(elections.getLast().candidates()).containsExactly(self);
      assertThat(elections.getLast().skipped())
          .extracting(SkippedCandidate::reason)
          .containsExactly(
              "empty",
              "1047552 bytes, more than the 65536 that are read",
              "not UTF-8",
              "'id' is not a string",
              "unknown label 'yaml.info'",
              "not a protobuf MasterInfo",
              "no label, and not of the form master@ip:port");
      assertThat(detector.status().skipped()).isEqualTo(7);
      assertThat(detector.status().expirations()).isZero();
    }
  }

  @Test
  void wrongCredentialsAreRefusedUntilTheyAreRight() throws Exception {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("mesos", "right"));
    Master first = new Master(owner, 5051);
    first.lead();
    Master stranger = new Master(url.withCredentials(new Credentials("mesos", "wrong")), 5052);
    stranger.contender.contend(stranger.info);
    assertThat(stranger.candidacy.next(Candidacy.Refused.class).error())
        .contains("create a candidate", url.path(), "NOAUTH", "credentials");
    assertThat(leader(stranger.detections).info()).isEqualTo(first.info);
    try (Admin admin = Admin.of(owner)) {
      assertThat(admin.zooKeeper().getACL(url.path(), null)).hasSize(2);
      admin.zooKeeper().setACL(url.path(), Acls.open(), -1);
    }
    assertThat(stranger.candidacy.next(Candidacy.Joined.class)).isNotNull();
  }

  @Test
  void aPathThatMayNotBeReadIsReportedAndFollowedOnceItMay() throws Exception {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("mesos", "right"));
    try (Admin admin = Admin.of(owner)) {
      admin.create(url.path(), "");
      admin.zooKeeper().setACL(url.path(), org.apache.zookeeper.ZooDefs.Ids.CREATOR_ALL_ACL, -1);
      Recorder<Detection> observer = observe();
      assertThat(observer.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.NOT_PERMITTED);
      admin.zooKeeper().setACL(url.path(), Acls.open(), -1);
      assertThat(observer.next(Detection.NoLeader.class).reason())
          .isEqualTo(Detection.Reason.NO_CANDIDATES);
    }
  }

  @Test
  void aMissingPathIsMadeWithItsParentsAndAcls() throws Exception {
    ZooKeeperUrl nested =
        new ZooKeeperUrl(
            url.servers(), url.path() + "/a/b", Optional.of(new Credentials("mesos", "right")));
    Candidate self = new Master(nested, 5051).lead();
    assertThat(leader(observe(nested.withoutCredentials()))).isEqualTo(self);
    try (Admin admin = Admin.of(nested)) {
      for (String path : List.of(url.path(), url.path() + "/a", nested.path())) {
        assertThat(admin.zooKeeper().getACL(path, null))
            .isEqualTo(Acls.owned(new Credentials("mesos", "right")));
        assertThat(admin.zooKeeper().getData(path, false, null)).isEmpty();
      }
    }
  }

  @Test
  void onlyAChangeOfTheLeaderIsTold() {
    Master first = new Master(url, 5051);
    Candidate one = first.lead();
    Master second = new Master(url, 5052);
    second.join();
    Master third = new Master(url, 5053);
    Candidate three = third.join();
    Recorder<Detection> observer = observe();
    assertThat(leader(observer)).isEqualTo(one);

    second.contender.resign();
    first.contender.resign();
    assertThat(leader(observer)).isEqualTo(three);
    third.contender.resign();
    assertThat(observer.next(Detection.NoLeader.class).reason())
        .isEqualTo(Detection.Reason.NO_CANDIDATES);
    Candidate four = new Master(url, 5054).lead();
    assertThat(leader(observer)).isEqualTo(four);
  }

  @Test
  void resigningBeforeOrWhileJoiningLeavesNothing() {
    Master idle = new Master(url, 5051);
    idle.contender.resign();
    Master joining = new Master(url, 5052);
    joining.contender.contend(joining.info);
    joining.contender.resign();
    joining.contender.resign();
    assertThatThrownBy(() -> joining.contender.contend(joining.info))
        .isInstanceOf(IllegalStateException.class);
    Candidate self = new Master(url, 5053).lead();
    assertThat(ensemble.children(url.path())).containsExactly(self.znode());
  }

  @Test
  void aClosedDetectorTellsNothingMore() {
    Recorder<Detection> detections = new Recorder<>();
    Detector detector = Detector.start(url, SETTINGS, detections);
    detections.next(Detection.NoLeader.class);
    detector.close();
    Recorder<Detection> other = observe();
    other.next(Detection.NoLeader.class);
    new Master(url, 5051).lead();
    leader(other);
    assertThat(detections.isEmpty()).isTrue();
  }
}
