package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a detector decides, step by step. */
class DetectorCoreTest extends DetectorFixture {

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
  void aChangeDuringAListIsFollowedByAnother() {
    connected();
    assertThat(at(15, new DetectorEvent.Changed())).isEmpty();
    assertThat(at(20, listed(10))).contains(LIST);
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
