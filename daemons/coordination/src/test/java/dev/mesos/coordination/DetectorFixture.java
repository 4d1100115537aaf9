package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One detector, and what is said to it. Times in milliseconds; timeout 9 s. */
abstract class DetectorFixture {

  static final String ONE = "json.info_0000000001";
  static final String TWO = "json.info_0000000002";
  static final String THREE = "json.info_0000000003";

  static final DetectorAction LIST = new DetectorAction.ListChildren(true);
  static final DetectorAction LIST_BARE = new DetectorAction.ListChildren(false);

  /** Always as late as allowed. */
  static final RandomGenerator LATE =
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

  final DetectorCore core = new DetectorCore(false, false, true, 9_000, LATE);

  static DetectorEvent.Read content(String znode) {
    return new DetectorEvent.Read(
        znode, new MasterInfoJson().write(ElectionFixture.info(5050)), 100, 7, 0);
  }

  static DetectorEvent.Read another(String znode) {
    return new DetectorEvent.Read(
        znode, new MasterInfoJson().write(ElectionFixture.info(5051)), 200, 8, 0);
  }

  static DetectorEvent.Read garbage(String znode) {
    return new DetectorEvent.Read(znode, new byte[0], 100, 7, 0);
  }

  static DetectorEvent.Listed listed(long sentAt, String... children) {
    return new DetectorEvent.Listed(List.of(children), sentAt);
  }

  List<DetectorAction> at(long now, DetectorEvent event) {
    return core.on(event, now);
  }

  List<Detection> told(long now, DetectorEvent event) {
    return at(now, event).stream()
        .filter(DetectorAction.Tell.class::isInstance)
        .map(action -> ((DetectorAction.Tell) action).detection())
        .toList();
  }

  void connected() {
    at(0, new DetectorEvent.Opened());
    assertThat(at(10, new DetectorEvent.Connected(9_000, 10))).containsExactly(LIST);
  }

  void leaderIsOne() {
    connected();
    assertThat(at(20, listed(10, TWO, ONE))).containsExactly(new DetectorAction.ReadChild(ONE));
    assertThat(told(30, content(ONE))).singleElement().matches(told -> leads(ONE, told));
  }

  /** Only with the first look: others may be in more of a hurry before. */
  void twoIsKnown() {
    leaderIsOne();
    at(3_010, new DetectorEvent.Woke());
    assertThat(at(3_020, new DetectorEvent.Synced(3_010)))
        .contains(new DetectorAction.ReadChild(TWO));
    assertThat(told(3_030, content(TWO))).isEmpty();
  }

  static boolean leads(String znode, Detection told) {
    return told instanceof Detection.Leader(Candidate leader) && leader.znode().equals(znode);
  }

  /** Looks at these times, and what follows from them. */
  List<DetectorAction> looks(long... times) {
    List<DetectorAction> done = new ArrayList<>();
    for (long time : times) {
      assertThat(at(time, new DetectorEvent.Woke())).containsExactly(new DetectorAction.Sync());
      done.addAll(at(time + 10, new DetectorEvent.Synced(time)));
    }
    return done;
  }
}
