package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a contender decides, step by step. Times in milliseconds; timeout 10 s, tickTime 2 s. */
class ContenderCoreTest {

  private static final MasterInfo INFO = ElectionFixture.info(5050);
  private static final Candidate SELF = candidate("json.info_0000000001", 1, 100);
  private static final Candidate TWIN = candidate("json.info_0000000002", 2, 101);
  private static final Candidate FIRST = candidate("json.info_0000000000", 0, 99);

  private final ContenderCore core = new ContenderCore(2_000, 2_000);

  private static Candidate candidate(String znode, int sequence, long epoch) {
    return new Candidate(znode, sequence, epoch, 7, 0, INFO);
  }

  private List<ContenderAction> at(long now, ContenderEvent event) {
    return core.on(event, now);
  }

  private static ContenderEvent.Seen seen(long listedAt, Candidate leader, Candidate... others) {
    Set<String> children = new java.util.HashSet<>(Set.of(leader.znode()));
    for (Candidate other : others) {
      children.add(other.znode());
    }
    return new ContenderEvent.Seen(children, Optional.of(leader), listedAt);
  }

  private static ContenderEvent.Seen nobody(long listedAt) {
    return new ContenderEvent.Seen(Set.of(), Optional.empty(), listedAt);
  }

  /** Connected, path seen, create sent at 20. */
  private void creating() {
    at(0, new ContenderEvent.Opened());
    at(0, new ContenderEvent.Contend(INFO));
    at(10, new ContenderEvent.Connected(10_000, 5));
    assertThat(at(20, nobody(11))).containsExactly(new ContenderAction.Create(INFO));
  }

  private void standing() {
    creating();
    assertThat(at(30, new ContenderEvent.Created(SELF, 20)))
        .containsExactly(new ContenderAction.Tell(new Candidacy.Joined(SELF)));
  }

  private void leading() {
    standing();
    assertThat(at(40, seen(35, SELF))).containsExactly(new ContenderAction.Prove(SELF.znode()));
    assertThat(at(50, new ContenderEvent.Proved(40)))
        .containsExactly(new ContenderAction.Tell(new Candidacy.Leading(SELF)));
  }

  private static List<ContenderAction> lost(Candidacy.Reason reason, String detail) {
    return List.of(
        new ContenderAction.Tell(new Candidacy.Lost(reason, detail)),
        new ContenderAction.EndSession(detail));
  }

  @Test
  void leadsOnlyAfterAProofThatWasSentAfterItWasSeenToBeFirst() {
    leading();
    assertThat(core.leadsUntil()).contains(5L + 9_500);
  }

  /** Whenever the connection breaks, there is time for most of a session to come back in. */
  @Test
  void aLeaderThatIsCutOffMayActForMostOfItsSession() {
    leading();
    long shortest = Long.MAX_VALUE;
    for (long now = core.wakeAt().orElseThrow(); now < 60_000; now = core.wakeAt().orElseThrow()) {
      if (now > 20_000) {
        shortest = Math.min(shortest, core.leadsUntil().orElseThrow() - now);
      }
      List<ContenderAction> asked = at(now, new ContenderEvent.Woke());
      while (!asked.isEmpty()) {
        assertThat(asked).containsExactly(new ContenderAction.Prove(SELF.znode()));
        asked = at(now + 10, new ContenderEvent.Proved(now));
        now += 10;
      }
    }
    // tickTime unknown, so taken to be 2 s; with the operator's 250 ms it is one second more
    assertThat(shortest).isGreaterThanOrEqualTo(7_400);
  }

  @Test
  void aStandbyDoesNotProve() {
    standing();
    assertThat(at(40, seen(35, FIRST, SELF))).isEmpty();
    assertThat(core.wakeAt()).isEmpty();
    assertThat(at(60, seen(55, SELF))).containsExactly(new ContenderAction.Prove(SELF.znode()));
  }

  @Test
  void aListFromBeforeTheCreateProvesNoDeletion() {
    standing();
    assertThat(at(40, seen(15, FIRST))).isEmpty();
    assertThat(at(50, seen(45, FIRST)))
        .isEqualTo(lost(Candidacy.Reason.ZNODE_DELETED, "somebody removed " + SELF.znode()));
  }

  @Test
  void aCreateWithoutAnAnswerIsLookedForBeforeAnythingElse() {
    creating();
    assertThat(at(30, new ContenderEvent.CreateFailed(Failure.UNREACHABLE, "lost"))).isEmpty();
    assertThat(at(31, new ContenderEvent.Disconnected())).isEmpty();
    assertThat(at(40, new ContenderEvent.Connected(10_000, 35)))
        .containsExactly(new ContenderAction.FindOwned(INFO));
    assertThat(at(45, nobody(41))).isEmpty();
    assertThat(at(50, new ContenderEvent.Owned(List.of(SELF))))
        .containsExactly(new ContenderAction.Tell(new Candidacy.Joined(SELF)));
  }

  /** No watch fires any more: whoever forgets that list waits for the next one. */
  @Test
  void aCandidateThatIsFoundIsSoughtInTheListThatCameBefore() {
    creating();
    at(30, new ContenderEvent.Disconnected());
    at(40, new ContenderEvent.Connected(10_000, 35));
    assertThat(at(45, seen(41, SELF))).isEmpty();
    assertThat(at(50, new ContenderEvent.Owned(List.of(SELF))))
        .containsExactly(
            new ContenderAction.Tell(new Candidacy.Joined(SELF)),
            new ContenderAction.Prove(SELF.znode()));
  }

  @Test
  void aListFromBeforeTheLookThatHoldsOurZnodeCounts() {
    creating();
    at(30, new ContenderEvent.Disconnected());
    at(40, new ContenderEvent.Connected(10_000, 35));
    assertThat(at(45, seen(39, SELF))).isEmpty();
    assertThat(at(50, new ContenderEvent.Owned(List.of(SELF))))
        .contains(new ContenderAction.Prove(SELF.znode()));
  }

  @Test
  void aCreateThatWasNeverCarriedOutIsRepeated() {
    creating();
    at(30, new ContenderEvent.Disconnected());
    at(40, new ContenderEvent.Connected(10_000, 35));
    assertThat(at(50, new ContenderEvent.Owned(List.of())))
        .containsExactly(new ContenderAction.Create(INFO));
  }

  @Test
  void ofTwoCandidatesOfOneSessionTheSecondIsRemoved() {
    creating();
    at(30, new ContenderEvent.Disconnected());
    at(40, new ContenderEvent.Connected(10_000, 35));
    assertThat(at(50, new ContenderEvent.Owned(List.of(TWIN, SELF))))
        .containsExactly(
            new ContenderAction.Delete(TWIN.znode()),
            new ContenderAction.Tell(new Candidacy.Joined(SELF)));
  }

  @Test
  void aLookThatFailsIsRepeatedNotReplacedByACreate() {
    creating();
    at(30, new ContenderEvent.Disconnected());
    at(40, new ContenderEvent.Connected(10_000, 35));
    assertThat(at(50, new ContenderEvent.OwnedFailed(Failure.UNREACHABLE))).isEmpty();
    assertThat(core.wakeAt()).contains(2_050L);
    assertThat(at(2_050, new ContenderEvent.Woke()))
        .containsExactly(new ContenderAction.FindOwned(INFO));
  }

  @Test
  void anAmbiguousCreateOfASessionThatIsOverIsOver() {
    creating();
    at(30, new ContenderEvent.CreateFailed(Failure.UNREACHABLE, "lost"));
    assertThat(at(40, new ContenderEvent.SessionOver("expired"))).isEmpty();
    at(41, new ContenderEvent.Opened());
    assertThat(at(50, new ContenderEvent.Connected(10_000, 45))).isEmpty();
    assertThat(at(60, nobody(55))).containsExactly(new ContenderAction.Create(INFO));
  }

  @Test
  void theLeaseIsProvedAgainInGoodTimeAndConcededInTime() {
    leading();
    assertThat(core.wakeAt()).contains(40L + 10_000 / 20);
    assertThat(at(540, new ContenderEvent.Woke()))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    at(545, new ContenderEvent.ProofFailed(Failure.UNREACHABLE));
    at(546, new ContenderEvent.Disconnected());
    assertThat(core.wakeAt()).contains(9_505L);
    assertThat(at(9_504, new ContenderEvent.Woke())).isEmpty();
    assertThat(at(9_505, new ContenderEvent.Woke()))
        .isEqualTo(
            lost(
                Candidacy.Reason.LEASE_EXPIRED,
                "the quorum has not confirmed our session in time"));
    assertThat(core.leadsUntil()).isEmpty();
  }

  @Test
  void aReconnectIsFollowedByAProofAtOnceAndChangesNothing() {
    leading();
    at(1_000, new ContenderEvent.Disconnected());
    assertThat(at(2_000, new ContenderEvent.Connected(10_000, 1995)))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    assertThat(at(2_010, new ContenderEvent.Proved(2_000))).isEmpty();
    assertThat(core.leadsUntil()).contains(1_995L + 9_500);
  }

  @Test
  void aProofIsConfirmedAtOnceByAnotherIfThatProlongsTheLease() {
    leading();
    at(1_706, new ContenderEvent.Woke());
    assertThat(at(1_710, new ContenderEvent.Proved(1_706)))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    assertThat(at(1_715, new ContenderEvent.Proved(1_710))).isEmpty();
    assertThat(core.leadsUntil()).contains(40L + 9_500);
  }

  /** What its session rests on is the look before last; waiting for the next turn costs seconds. */
  @Test
  void aStandbyOfLongStandingLeadsAfterTwoProofsInARow() {
    standing();
    at(40, seen(35, FIRST, SELF));
    for (long look = 3_000; look <= 30_000; look += 3_000) {
      assertThat(at(look + 10, new ContenderEvent.Answered(look))).isEmpty();
    }
    assertThat(at(31_020, new ContenderEvent.Answered(31_010))).isEmpty();
    assertThat(at(31_020, seen(31_010, SELF)))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    assertThat(at(31_030, new ContenderEvent.Proved(31_020)))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    assertThat(at(31_040, new ContenderEvent.Proved(31_030)))
        .containsExactly(new ContenderAction.Tell(new Candidacy.Leading(SELF)));
    assertThat(core.leadsUntil()).contains(27_000L + 9_500);
  }

  @Test
  void aServerThroughWhichTheQuorumDoesNotAnswerIsLeftForAnotherOne() {
    leading();
    at(1_706, new ContenderEvent.Woke());
    assertThat(core.wakeAt()).contains(1_706L + 2_500);
    assertThat(at(4_206, new ContenderEvent.Woke()))
        .containsExactly(new ContenderAction.ChangeServer("the quorum does not answer through it"));
    assertThat(core.wakeAt()).contains(9_505L);
    at(4_207, new ContenderEvent.ProofFailed(Failure.UNREACHABLE));
    assertThat(at(4_210, new ContenderEvent.Connected(10_000, 4_208)))
        .containsExactly(new ContenderAction.Prove(SELF.znode()));
    at(4_215, new ContenderEvent.Proved(4_210));
    assertThat(core.leadsUntil()).contains(4_208L + 9_500);
  }

  @Test
  void aProofThatComesTooLateDoesNotReviveTheLease() {
    leading();
    assertThat(at(9_600, new ContenderEvent.Proved(40)))
        .isEqualTo(
            lost(
                Candidacy.Reason.LEASE_EXPIRED,
                "the quorum has not confirmed our session in time"));
  }

  @Test
  void aLeaderWithSomebodyBeforeItConcedes() {
    leading();
    assertThat(at(60, seen(55, FIRST, SELF)))
        .isEqualTo(
            lost(Candidacy.Reason.DEPOSED, "somebody put a candidate before " + SELF.znode()));
  }

  @Test
  void refusalsAreToldOnceAndRetriedWithPauses() {
    creating();
    assertThat(at(30, new ContenderEvent.CreateFailed(Failure.DENIED, "no")))
        .containsExactly(new ContenderAction.Tell(new Candidacy.Refused("no")));
    assertThat(core.wakeAt()).contains(2_030L);
    assertThat(at(1_000, nobody(990))).isEmpty();
    assertThat(at(2_030, new ContenderEvent.Woke()))
        .containsExactly(new ContenderAction.Create(INFO));
    assertThat(at(2_040, new ContenderEvent.CreateFailed(Failure.DENIED, "no"))).isEmpty();
    assertThat(core.wakeAt()).contains(6_040L);
  }

  @Test
  void afterALossItStandsAgainOnlyWhenAsked() {
    leading();
    assertThat(at(60, new ContenderEvent.SessionOver("expired")))
        .containsExactly(
            new ContenderAction.Tell(
                new Candidacy.Lost(Candidacy.Reason.SESSION_EXPIRED, "expired")));
    at(61, new ContenderEvent.Opened());
    at(70, new ContenderEvent.Connected(10_000, 65));
    assertThat(at(80, nobody(75))).isEmpty();
    assertThat(at(90, new ContenderEvent.Contend(INFO)))
        .containsExactly(new ContenderAction.Create(INFO));
  }
}
