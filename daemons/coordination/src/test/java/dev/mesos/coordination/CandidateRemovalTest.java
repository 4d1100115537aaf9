package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.ClusterPath.Access;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.coordination.ClusterPath.Owner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dead master's znode is removed, and no other. */
class CandidateRemovalTest extends ElectionFixture {

  private static final Owner DEMO = new Owner("ns", "demo", "uid-1");
  private static final Outcome REMOVED = new Outcome.Deleted(true);
  private static final Outcome LEFT_ALONE = new Outcome.Deleted(false);

  private ZooKeeperUrl owned() {
    return url.withCredentials(new Credentials("demo", "secret"));
  }

  private ClusterPath path() {
    return new ClusterPath(owned(), Duration.ofSeconds(20));
  }

  private void makePath() {
    assertThat(path().ensure(DEMO, Access.DIGEST)).isEqualTo(new Outcome.Ensured(true));
  }

  private static Candidate with(Candidate candidate, String znode, long epoch, long session) {
    return new Candidate(
        znode, candidate.sequence(), epoch, session, candidate.createdMs(), candidate.info());
  }

  @Test
  void theNextLeadsAtOnce() {
    makePath();
    Candidate dead = new Master(owned(), 5051, LONG).lead();
    Master next = new Master(owned(), 5052, LONG);
    next.join();
    assertThat(path().removeCandidate(dead)).isEqualTo(REMOVED);
    assertThat(next.candidacy.next(Candidacy.Leading.class).self().info()).isEqualTo(next.info);
    assertThat(path().removeCandidate(dead)).isEqualTo(LEFT_ALONE);
    assertThat(ensemble.children(url.path())).hasSize(1);
  }

  @Test
  void aMasterThatLivesAfterAllSeesItAndConcedes() {
    makePath();
    Master leader = new Master(owned(), 5051, LONG);
    Candidate believedDead = leader.lead();
    assertThat(path().removeCandidate(believedDead)).isEqualTo(REMOVED);
    assertThat(leader.candidacy.next(Candidacy.Lost.class).reason())
        .isEqualTo(Candidacy.Reason.ZNODE_DELETED);
    assertThat(leader.contender.leads()).isFalse();
  }

  @Test
  void aZnodeOfTheSameNameUnderAPathThatWasMadeAnewIsLeftAlone() {
    makePath();
    Master first = new Master(owned(), 5051, LONG);
    Candidate dead = first.lead();
    first.contender.resign();
    assertThat(path().delete(DEMO)).isEqualTo(new Outcome.Deleted(true));
    makePath();
    Candidate other = new Master(owned(), 5052, LONG).lead();
    assertThat(other.znode()).isEqualTo(dead.znode());
    assertThat(path().removeCandidate(dead)).isEqualTo(LEFT_ALONE);
    assertThat(ensemble.children(url.path())).containsExactly(other.znode());
  }

  @Test
  void aZnodeOfAnotherSessionOrAnotherEpochIsLeftAlone() {
    makePath();
    Candidate lives = new Master(owned(), 5051, LONG).lead();
    Candidate anotherSession = with(lives, lives.znode(), lives.epoch(), lives.sessionId() + 1);
    Candidate anotherEpoch = with(lives, lives.znode(), lives.epoch() - 1, lives.sessionId());
    Candidate anotherName = with(lives, "json.info_0000000099", lives.epoch(), lives.sessionId());
    assertThat(path().removeCandidate(anotherSession)).isEqualTo(LEFT_ALONE);
    assertThat(path().removeCandidate(anotherEpoch)).isEqualTo(LEFT_ALONE);
    assertThat(path().removeCandidate(anotherName)).isEqualTo(LEFT_ALONE);
    assertThat(ensemble.children(url.path())).containsExactly(lives.znode());
  }

  @Test
  void itTakesTheCredentialsOfThePath() {
    makePath();
    Candidate lives = new Master(owned(), 5051, LONG).lead();
    ClusterPath stranger =
        new ClusterPath(
            url.withCredentials(new Credentials("demo", "wrong")), Duration.ofSeconds(20));
    assertThat(stranger.removeCandidate(lives)).isInstanceOf(Outcome.Denied.class);
    assertThat(ensemble.children(url.path())).containsExactly(lives.znode());
  }

  @Test
  void withoutZooKeeperItSaysSo() {
    ClusterPath nowhere =
        new ClusterPath(ZooKeeperUrl.parse("zk://127.0.0.1:1/x"), Duration.ofMillis(300));
    Candidate any = new Candidate("json.info_0000000001", 1, 2, 3, 4, info(5051));
    assertThat(nowhere.removeCandidate(any)).isInstanceOf(Outcome.Unavailable.class);
  }
}
