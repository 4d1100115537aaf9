package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a detector decides, step by step. Times in milliseconds; timeout 9 s. */
class DetectorCoreTest {

  private static final String ONE = "json.info_0000000001";
  private static final String TWO = "json.info_0000000002";
  private static final String THREE = "json.info_0000000003";

  private static final DetectorAction LIST = new DetectorAction.ListChildren(true);
  private static final DetectorAction LIST_BARE = new DetectorAction.ListChildren(false);

  /** Always as late as allowed. */
  private static final RandomGenerator LATE =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final DetectorCore core = new DetectorCore(false, false, true, 9_000, LATE);

  private static DetectorEvent.Read content(String znode) {
    return new DetectorEvent.Read(
        znode, new MasterInfoJson().write(ElectionFixture.info(5050)), 100, 7, 0);
  }

  private static DetectorEvent.Read another(String znode) {
    return new DetectorEvent.Read(
        znode, new MasterInfoJson().write(ElectionFixture.info(5051)), 200, 8, 0);
  }

  private static DetectorEvent.Read garbage(String znode) {
    return new DetectorEvent.Read(znode, new byte[0], 100, 7, 0);
  }

  private static DetectorEvent.Listed listed(long sentAt, String... children) {
    return new DetectorEvent.Listed(List.of(children), sentAt);
  }

  private List<DetectorAction> at(long now, DetectorEvent event) {
    return core.on(event, now);
  }

  private List<Detection> told(long now, DetectorEvent event) {
    return at(now, event).stream()
        .filter(DetectorAction.Tell.class::isInstance)
        .map(action -> ((DetectorAction.Tell) action).detection())
        .toList();
  }

  private void connected() {
    at(0, new DetectorEvent.Opened());
    assertThat(at(10, new DetectorEvent.Connected(9_000, 10))).containsExactly(LIST);
  }

  private void leaderIsOne() {
    connected();
    assertThat(at(20, listed(10, TWO, ONE))).containsExactly(new DetectorAction.ReadChild(ONE));
    assertThat(told(30, content(ONE))).singleElement().matches(told -> leads(ONE, told));
  }

  /** Only with the first look: others may be in more of a hurry before. */
  private void twoIsKnown() {
    leaderIsOne();
    at(3_010, new DetectorEvent.Woke());
    assertThat(at(3_020, new DetectorEvent.Synced(3_010)))
        .contains(new DetectorAction.ReadChild(TWO));
    assertThat(told(3_030, content(TWO))).isEmpty();
  }

  private static boolean leads(String znode, Detection told) {
    return told instanceof Detection.Leader(Candidate leader) && leader.znode().equals(znode);
  }

  @Test
  void readsTheFirstTwoAndTellsTheFirstOnce() {
    twoIsKnown();
    assertThat(at(3_040, new DetectorEvent.Changed())).containsExactly(LIST);
    assertThat(at(3_050, listed(3_040, ONE, TWO, THREE)))
        .noneMatch(DetectorAction.ReadChild.class::isInstance)
        .noneMatch(DetectorAction.Tell.class::isInstance);
  }

  @Test
  void theEndOfTheLeaderTellsWhoIsNext() {
    twoIsKnown();
    assertThat(told(3_040, new DetectorEvent.ChildGone(ONE)))
        .singleElement()
        .matches(told -> leads(TWO, told));
    assertThat(at(3_041, new DetectorEvent.Changed())).containsExactly(LIST);
    assertThat(at(3_050, listed(3_041, TWO, THREE))).contains(new DetectorAction.ReadChild(THREE));
  }

  /** Somebody may have gone or come whom that list does not show. */
  @Test
  void nothingIsConcludedFromAnOldList() {
    twoIsKnown();
    at(3_040, new DetectorEvent.Changed());
    assertThat(told(3_041, new DetectorEvent.ChildGone(ONE))).isEmpty();
    assertThat(told(3_050, listed(3_040, TWO))).singleElement().matches(told -> leads(TWO, told));
  }

  @Test
  void theEndOfWhoeverStandsAloneIsNoLeader() {
    connected();
    at(20, listed(10, ONE));
    at(30, content(ONE));
    assertThat(told(40, new DetectorEvent.ChildGone(ONE)))
        .containsExactly(new Detection.NoLeader(Detection.Reason.NO_CANDIDATES, "nobody stands"));
  }

  @Test
  void anotherContentIsRead() {
    twoIsKnown();
    assertThat(at(3_040, new DetectorEvent.ChildChanged(ONE)))
        .containsExactly(new DetectorAction.ReadChild(ONE));
    assertThat(told(3_050, another(ONE))).singleElement().matches(told -> leads(ONE, told));
  }

  private DetectorCore patient(String... candidates) {
    DetectorCore one = new DetectorCore(false, true, true, 9_000, LATE);
    one.on(new DetectorEvent.Opened(), 0);
    one.on(new DetectorEvent.Connected(9_000, 10), 10);
    one.on(listed(10, candidates), 20);
    for (String candidate : candidates) {
      one.on(content(candidate), 30);
      one.on(new DetectorEvent.Woke(), 6_760);
      one.on(new DetectorEvent.Synced(6_760), 6_770);
    }
    return one;
  }

  @Test
  void thePatientPutOffAListWhileTheLeaderIsKnown() {
    DetectorCore one = patient(ONE, TWO);
    assertThat(one.on(new DetectorEvent.ChildGone(ONE), 6_790))
        .anyMatch(
            action -> action instanceof DetectorAction.Tell(Detection told) && leads(TWO, told));
    assertThat(one.on(new DetectorEvent.Changed(), 6_790)).isEmpty();
    assertThat(one.on(new DetectorEvent.Woke(), 13_520)).containsExactly(new DetectorAction.Sync());
    assertThat(one.on(new DetectorEvent.Synced(13_520), 13_530)).containsExactly(LIST_BARE);
  }

  /** Or whoever happens to look just then would ask while all the others are being told. */
  @Test
  void notAtALookThatComesAtOnce() {
    DetectorCore one = patient(ONE, TWO);
    one.on(new DetectorEvent.Changed(), 12_000);
    one.on(new DetectorEvent.Woke(), 13_520);
    assertThat(one.on(new DetectorEvent.Synced(13_520), 13_530)).isEmpty();
    one.on(new DetectorEvent.Woke(), 20_280);
    assertThat(one.on(new DetectorEvent.Synced(20_280), 20_290)).containsExactly(LIST_BARE);
  }

  /** Nobody comes between two of whom both are watched, whatever else has changed. */
  @Test
  void thePatientFollowWhomTheyKnowAlsoByAnOldList() {
    DetectorCore one = patient(ONE, TWO);
    assertThat(one.on(new DetectorEvent.Changed(), 6_790)).isEmpty();
    assertThat(one.on(new DetectorEvent.ChildGone(ONE), 6_800))
        .anyMatch(
            action -> action instanceof DetectorAction.Tell(Detection told) && leads(TWO, told));
    assertThat(one.on(new DetectorEvent.ChildGone(TWO), 6_801)).containsExactly(LIST);
  }

  @Test
  void whoeverHasNoLeaderWatchesTheList() {
    DetectorCore one = patient(ONE, TWO);
    one.on(new DetectorEvent.ChildGone(ONE), 6_790);
    one.on(new DetectorEvent.Woke(), 13_520);
    assertThat(one.on(new DetectorEvent.Synced(13_520), 13_530)).containsExactly(LIST_BARE);
    assertThat(one.on(new DetectorEvent.ChildGone(TWO), 13_540)).isEmpty();
    assertThat(one.on(listed(13_530, THREE), 13_550))
        .containsExactly(new DetectorAction.ReadChild(THREE), LIST);
  }

  @Test
  void aLeaderThatTurnsOutToBeNoneLetsTheListBeWatched() {
    DetectorCore one = patient(ONE);
    one.on(new DetectorEvent.Woke(), 13_520);
    assertThat(one.on(new DetectorEvent.Synced(13_520), 13_530)).containsExactly(LIST_BARE);
    one.on(listed(13_530, ONE), 13_540);
    assertThat(one.on(new DetectorEvent.ChildChanged(ONE), 13_550))
        .containsExactly(new DetectorAction.ReadChild(ONE), LIST);
  }

  @Test
  void withoutALeaderNothingIsPutOff() {
    assertThat(patient().on(new DetectorEvent.Changed(), 40)).containsExactly(LIST);
  }

  @Test
  void aReconnectListsAgainAndTellsNothing() {
    leaderIsOne();
    assertThat(at(1_000, new DetectorEvent.Disconnected())).isEmpty();
    assertThat(at(2_000, new DetectorEvent.Connected(9_000, 2_000))).containsExactly(LIST);
    assertThat(told(2_010, listed(2_000, ONE, TWO))).isEmpty();
    assertThat(told(2_020, content(ONE))).isEmpty();
  }

  @Test
  void aReadThatFailedIsRepeatedAfterTheReconnect() {
    connected();
    at(20, listed(10, ONE));
    assertThat(at(30, new DetectorEvent.ReadFailed(ONE, Failure.UNREACHABLE))).isEmpty();
    at(31, new DetectorEvent.Disconnected());
    at(40, new DetectorEvent.Connected(9_000, 40));
    assertThat(at(50, listed(40, ONE))).containsExactly(new DetectorAction.ReadChild(ONE));
  }

  @Test
  void aCandidateThatGoesBeforeItIsReadIsNone() {
    connected();
    at(20, listed(10, ONE, TWO));
    assertThat(at(30, new DetectorEvent.ReadFailed(ONE, Failure.MISSING))).containsExactly(LIST);
    assertThat(at(40, listed(30, TWO))).containsExactly(new DetectorAction.ReadChild(TWO));
    assertThat(told(50, content(TWO))).hasSize(1);
  }

  /** Whoever says that nobody stands, of a list that has just proved to be old, ends masters. */
  @Test
  void whoCameAfterAnOldListIsNotOverlooked() {
    connected();
    at(20, listed(10, ONE));
    assertThat(told(30, new DetectorEvent.ReadFailed(ONE, Failure.MISSING))).isEmpty();
    at(40, listed(30, TWO));
    assertThat(told(50, content(TWO))).singleElement().isInstanceOf(Detection.Leader.class);
  }

  @Test
  void anUnreadableCandidateIsPassedOverAndReportedOnce() {
    connected();
    at(20, listed(10, ONE, TWO));
    assertThat(at(30, garbage(ONE)))
        .containsExactly(
            new DetectorAction.Skip(new SkippedCandidate(ONE, "empty")),
            new DetectorAction.ReadChild(TWO));
    assertThat(told(40, content(TWO))).hasSize(1);
    assertThat(at(50, new DetectorEvent.ChildChanged(ONE)))
        .containsExactly(new DetectorAction.ReadChild(ONE));
    assertThat(at(60, garbage(ONE)))
        .noneMatch(DetectorAction.Skip.class::isInstance)
        .noneMatch(DetectorAction.Tell.class::isInstance);
  }

  /** Nothing watches it: it may be another one of that name, or another ACL, by now. */
  @Test
  void whatMayNotBeReadIsTriedAgainAfterAChange() {
    connected();
    at(20, listed(10, ONE, TWO));
    at(30, new DetectorEvent.ReadFailed(ONE, Failure.DENIED));
    at(40, content(TWO));
    at(50, new DetectorEvent.Changed());
    assertThat(at(60, listed(50, ONE, TWO))).contains(new DetectorAction.ReadChild(ONE));
  }

  /** Whoever removes the path lets the numbers begin anew; a list shows names only. */
  @Test
  void aNameThatCameBackIsReadAgain() {
    leaderIsOne();
    at(40, new DetectorEvent.ChildGone(ONE));
    at(40, new DetectorEvent.Changed());
    assertThat(at(50, listed(40, ONE))).containsExactly(new DetectorAction.ReadChild(ONE));
    assertThat(told(60, another(ONE)))
        .singleElement()
        .isInstanceOfSatisfying(
            Detection.Leader.class,
            leader -> assertThat(leader.candidate().epoch()).isEqualTo(200));
  }

  @Test
  void whatNothingHasChangedIsNotReadAgain() {
    twoIsKnown();
    assertThat(looks(6_020)).isEmpty();
    assertThat(at(9_030, new DetectorEvent.Woke())).containsExactly(new DetectorAction.Sync());
    assertThat(at(9_040, new DetectorEvent.Synced(9_030))).containsExactly(LIST);
    assertThat(at(9_050, listed(9_040, ONE, TWO)))
        .noneMatch(DetectorAction.ReadChild.class::isInstance);
  }

  /** Looks at these times, and what follows from them. */
  private List<DetectorAction> looks(long... times) {
    List<DetectorAction> done = new ArrayList<>();
    for (long time : times) {
      assertThat(at(time, new DetectorEvent.Woke())).containsExactly(new DetectorAction.Sync());
      done.addAll(at(time + 10, new DetectorEvent.Synced(time)));
    }
    return done;
  }

  @Test
  void onlyUnreadableOnesAreNoLeader() {
    connected();
    at(20, listed(10, ONE));
    assertThat(told(30, garbage(ONE)))
        .containsExactly(
            new Detection.NoLeader(
                Detection.Reason.NONE_READABLE, "none of those who stand can be read"));
  }

  @Test
  void everyThirdOfTheTimeoutTheServerIsLetCatchUp() {
    leaderIsOne();
    assertThat(core.wakeAt()).isEqualTo(10 + 3_000);
    assertThat(looks(3_010)).doesNotContain(LIST);
    assertThat(core.wakeAt()).isEqualTo(6_020);
  }

  @Test
  void whatWasNotReadIsListedAgainAtTheNextLook() {
    connected();
    at(20, listed(10, ONE));
    at(30, new DetectorEvent.ReadFailed(ONE, Failure.UNREACHABLE));
    assertThat(looks(3_010)).containsExactly(LIST);
    assertThat(at(3_030, new DetectorEvent.ListFailed(Failure.DENIED, "no"))).hasSize(1);
    assertThat(looks(6_020)).containsExactly(LIST);
  }

  /** What an older list asked for comes while the next one is under way, and that one fails. */
  @Test
  void aListThatFailedIsRepeatedAtTheNextLookWhateverWasReadMeanwhile() {
    for (Failure failure : List.of(Failure.DENIED, Failure.OTHER)) {
      DetectorCore one = new DetectorCore(false, false, true, 9_000, LATE);
      one.on(new DetectorEvent.Opened(), 0);
      one.on(new DetectorEvent.Connected(9_000, 10), 10);
      one.on(listed(10, ONE), 20);
      one.on(new DetectorEvent.Changed(), 30);
      one.on(content(ONE), 40);
      one.on(new DetectorEvent.ListFailed(failure, "no"), 50);

      one.on(new DetectorEvent.Woke(), 3_030);
      assertThat(one.on(new DetectorEvent.Synced(3_030), 3_040))
          .as(failure.toString())
          .containsExactly(LIST);
    }
  }

  /** The same when it comes only after the list has failed. */
  @Test
  void aChangeIsListedAgainUntilAListShowsIt() {
    connected();
    at(20, listed(10, ONE));
    at(30, new DetectorEvent.Changed());
    at(40, new DetectorEvent.ListFailed(Failure.OTHER, "no"));
    at(50, content(ONE));
    assertThat(looks(3_030)).containsExactly(LIST);
  }

  @Test
  void manyThatHearOfOneChangeLookAgainAtDifferentTimes() {
    Set<Long> looks = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      DetectorCore one = new DetectorCore(false, false, true, 9_000, new SplittableRandom(i));
      one.on(new DetectorEvent.Opened(), 0);
      one.on(new DetectorEvent.Connected(9_000, 10), 10);
      assertThat(one.wakeAt()).isBetween(10L + 2_250, 10L + 3_000);
      looks.add(one.wakeAt() / 75);
    }
    assertThat(looks).hasSizeGreaterThan(8);
  }

  @Test
  void aServerThatDoesNotCatchUpIsLeftForAnotherOneWithoutAWord() {
    leaderIsOne();
    at(3_010, new DetectorEvent.Woke());
    assertThat(core.wakeAt()).isEqualTo(3_010 + 2_250);
    assertThat(at(5_259, new DetectorEvent.Woke())).isEmpty();
    assertThat(at(5_260, new DetectorEvent.Woke()))
        .containsExactly(
            new DetectorAction.ChangeServer("the server has not heard from the ensemble's leader"));
    assertThat(core.wakeAt()).isEqualTo(9_010);
    at(5_261, new DetectorEvent.SyncFailed(Failure.UNREACHABLE));
    at(5_261, new DetectorEvent.Disconnected());
    assertThat(at(5_300, new DetectorEvent.Connected(9_000, 5_270))).containsExactly(LIST);
    assertThat(told(5_310, listed(5_300, ONE))).isEmpty();
    assertThat(at(5_320, listed(5_310, TWO))).containsExactly(new DetectorAction.ReadChild(TWO));
  }

  /** Servers that are all slow get slower by thousands who come over. */
  @Test
  void theNextServerHasTwiceAsLongUntilOneCatchesUp() {
    leaderIsOne();
    at(3_010, new DetectorEvent.Woke());
    at(5_260, new DetectorEvent.Woke());
    at(5_300, new DetectorEvent.Connected(9_000, 5_270));
    at(5_310, listed(5_300, ONE));
    at(5_320, content(ONE));
    at(8_300, new DetectorEvent.Woke());
    assertThat(core.wakeAt()).isEqualTo(8_300 + 4_500);
    at(8_310, new DetectorEvent.Synced(8_300));
    at(11_310, new DetectorEvent.Woke());
    assertThat(core.wakeAt()).isEqualTo(11_310 + 2_250);
  }

  @Test
  void aSyncThatIsRefusedIsTriedAgainLater() {
    leaderIsOne();
    at(3_010, new DetectorEvent.Woke());
    assertThat(at(3_020, new DetectorEvent.SyncFailed(Failure.OTHER))).isEmpty();
    assertThat(at(6_020, new DetectorEvent.Woke())).containsExactly(new DetectorAction.Sync());
  }

  @Test
  void aChangeDuringAListIsFollowedByAnother() {
    connected();
    assertThat(at(15, new DetectorEvent.Changed())).isEmpty();
    assertThat(at(20, listed(10))).contains(LIST);
  }

  @Test
  void silenceForTheTimeoutEndsTheSessionAlsoWhileConnected() {
    leaderIsOne();
    assertThat(at(9_011, new DetectorEvent.Woke()))
        .containsExactly(
            new DetectorAction.EndSession("ZooKeeper was not heard for the session timeout"));
    assertThat(told(9_011, new DetectorEvent.SessionOver("x")))
        .containsExactly(new Detection.NoLeader(Detection.Reason.SESSION_EXPIRED, "x"));
    at(9_011, new DetectorEvent.Opened());
    at(9_020, new DetectorEvent.Connected(9_000, 9_020));
    at(9_030, listed(9_020, ONE));
    assertThat(told(9_040, content(ONE))).hasSize(1);
  }

  @Test
  void theTimeoutCountsFromTheLastRequestThatWasAnswered() {
    leaderIsOne();
    at(5_000, new DetectorEvent.Heard(4_900));
    at(5_001, new DetectorEvent.Disconnected());
    assertThat(core.wakeAt()).isEqualTo(13_900);
    assertThat(at(13_899, new DetectorEvent.Woke())).isEmpty();
    assertThat(at(13_900, new DetectorEvent.Woke())).hasSize(1);
  }

  @Test
  void aConnectionThatNeverComesTimesOutToo() {
    at(0, new DetectorEvent.Opened());
    assertThat(core.wakeAt()).isEqualTo(9_000);
    assertThat(at(9_000, new DetectorEvent.Woke())).hasSize(1);
    assertThat(told(9_000, new DetectorEvent.SessionOver("x"))).hasSize(1);
    at(9_000, new DetectorEvent.Opened());
    assertThat(told(18_000, new DetectorEvent.SessionOver("x"))).isEmpty();
  }

  @Test
  void aMissingPathIsMadeOnceAtTheStart() {
    connected();
    assertThat(at(20, new DetectorEvent.ListFailed(Failure.MISSING, "gone")))
        .containsExactly(new DetectorAction.CreatePath());
    assertThat(at(30, new DetectorEvent.PathCreated())).containsExactly(LIST);
    assertThat(told(40, listed(30))).hasSize(1);
    at(50, new DetectorEvent.Changed());
    assertThat(told(60, new DetectorEvent.ListFailed(Failure.MISSING, "gone")))
        .containsExactly(new Detection.NoLeader(Detection.Reason.PATH_MISSING, "gone"));
  }

  @Test
  void aPathThatMayNotBeMadeIsReported() {
    connected();
    at(20, new DetectorEvent.ListFailed(Failure.MISSING, "gone"));
    assertThat(told(30, new DetectorEvent.PathFailed(Failure.DENIED, "no")))
        .containsExactly(new Detection.NoLeader(Detection.Reason.PATH_MISSING, "no"));
  }
}
