package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a detector makes of connections, servers and sessions that end, step by step. */
class DetectorConnectionTest extends DetectorFixture {

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

  /** Events do not count for what ZooKeeper's client demands of the next server: answers do. */
  @Test
  void whatAnEventHasToldIsNotTakenBackByAServerThatIsBehind() {
    twoIsKnown();
    assertThat(told(3_040, new DetectorEvent.ChildGone(ONE)))
        .singleElement()
        .matches(told -> leads(TWO, told));
    at(3_041, new DetectorEvent.Disconnected());
    assertThat(at(3_100, new DetectorEvent.Connected(9_000, 3_050)))
        .containsExactly(new DetectorAction.CatchUp());
    assertThat(at(3_101, new DetectorEvent.Changed())).as("not before that").isEmpty();
    assertThat(at(3_110, new DetectorEvent.Synced(3_100))).containsExactly(LIST);
    at(3_120, listed(3_110, TWO));
    assertThat(at(3_130, content(TWO))).noneMatch(DetectorAction.Tell.class::isInstance);
  }

  @Test
  void aServerThatNeverCatchesUpIsLeftThen() {
    twoIsKnown();
    at(3_040, new DetectorEvent.ChildGone(ONE));
    at(3_041, new DetectorEvent.Disconnected());
    at(3_100, new DetectorEvent.Connected(9_000, 3_050));
    assertThat(core.wakeAt()).isEqualTo(3_100 + 2_250);
    assertThat(at(5_350, new DetectorEvent.Woke()))
        .hasOnlyElementsOfType(DetectorAction.ChangeServer.class);
    assertThat(at(5_400, new DetectorEvent.Connected(9_000, 5_360)))
        .as("and so with the next")
        .containsExactly(new DetectorAction.CatchUp());
  }

  @Test
  void anAnswerAfterTheEventIsWhatTheNextServerHasToKnow() {
    twoIsKnown();
    at(3_040, new DetectorEvent.ChildGone(ONE));
    at(3_041, new DetectorEvent.Changed());
    at(3_050, listed(3_041, TWO));
    at(3_060, new DetectorEvent.Disconnected());
    assertThat(at(3_100, new DetectorEvent.Connected(9_000, 3_070))).containsExactly(LIST);
  }
}
