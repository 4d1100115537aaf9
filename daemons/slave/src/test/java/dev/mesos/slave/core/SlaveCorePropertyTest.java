package dev.mesos.slave.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds after any sequence of events. Each seed is one run of 1000 events and replays exactly.
 */
class SlaveCorePropertyTest {

  private static final List<Leader> LEADERS =
      List.of(
          Fixture.A,
          Fixture.B,
          new Leader(Fixture.MASTER_A, OptionalLong.of(33), "a"),
          new Leader(Fixture.MASTER_B, OptionalLong.empty(), "b"));
  private static final List<Upid> SENDERS =
      List.of(
          Fixture.MASTER_A,
          Fixture.MASTER_B,
          Fixture.OBSERVER_A,
          Upid.parse("stranger@10.0.0.9:1"));

  private long timer;
  private boolean running;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void staysWithTheDetectedLeader(long seed) {
    Random random = new Random(seed);
    SlaveCore core =
        Fixture.core(random.nextBoolean() ? Optional.of("S1") : Optional.empty(), seed);
    for (int i = 0; i < 1000; i++) {
      SlaveStatus before = core.status();
      SlaveEvent event = event(random);
      List<SlaveAction> actions = core.on(event);
      check(before, event, actions, core.status());
      if (core.status().mode() == Mode.ENDED) {
        core = Fixture.core(core.status().id(), seed + i);
        running = false;
        timer = 0;
      }
    }
  }

  private void check(
      SlaveStatus before, SlaveEvent event, List<SlaveAction> actions, SlaveStatus after) {
    for (SlaveAction action : actions) {
      switch (action) {
        case SlaveAction.Send send -> checkSend(before, send, after);
        case SlaveAction.Link link ->
            assertThat(link.address()).isEqualTo(after.leader().orElseThrow().address());
        case SlaveAction.KeepId kept -> assertThat(before.id()).isEmpty();
        case SlaveAction.StartTimer start -> {
          assertThat(start.number()).isGreaterThan(timer);
          assertThat(start.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(75));
          timer = start.number();
          running = true;
        }
        case SlaveAction.StopTimer stop -> running = false;
        case SlaveAction.Exit exit -> assertThat(after.mode()).isEqualTo(Mode.ENDED);
        default -> {}
      }
    }
    if (event instanceof SlaveEvent.Received received && !ofLeader(before, received)) {
      assertThat(after).isEqualTo(before);
      assertThat(actions).singleElement().isInstanceOf(SlaveAction.Ignore.class);
    }
    // it never waits for something that nobody will wake it up for
    boolean waits = after.mode() == Mode.REGISTERING || after.mode() == Mode.REGISTERED;
    assertThat(running).isEqualTo(waits);
    assertThat(after.leader().isPresent()).isEqualTo(waits);
  }

  private static void checkSend(SlaveStatus before, SlaveAction.Send send, SlaveStatus after) {
    Leader leader = before.leader().orElseThrow();
    assertThat(send.to().address()).isEqualTo(leader.address());
    assertThat(send.epoch()).isEqualTo(leader.epoch());
    switch (send.message()) {
      case RegisterSlaveMessage m -> assertThat(before.id()).isEmpty();
      case ReregisterSlaveMessage m ->
          assertThat(m.getSlave().getId().getValue()).isEqualTo(before.id().orElseThrow());
      default -> {}
    }
  }

  private static boolean ofLeader(SlaveStatus status, SlaveEvent.Received received) {
    return status
        .leader()
        .filter(l -> l.address().equals(received.from().address()) && l.accepts(received.epoch()))
        .isPresent();
  }

  private SlaveEvent event(Random random) {
    return switch (random.nextInt(13)) {
      case 0 -> new SlaveEvent.LeaderDetected(LEADERS.get(random.nextInt(LEADERS.size())));
      case 1 -> new SlaveEvent.LeaderLost("test");
      case 2, 3, 4 -> fired(random);
      case 5 -> new SlaveEvent.LinkExited(SENDERS.get(random.nextInt(SENDERS.size())).address());
      case 6 -> random.nextInt(20) == 0 ? new SlaveEvent.Unregister("test") : received(random);
      case 7 -> random.nextInt(20) == 0 ? new SlaveEvent.Stop() : received(random);
      case 8 ->
          new SlaveEvent.Answered(
              SENDERS.get(random.nextInt(SENDERS.size())).address(), random.nextBoolean());
      default -> received(random);
    };
  }

  private SlaveEvent fired(Random random) {
    if (random.nextInt(4) == 0) {
      return new SlaveEvent.TimerFired(timer - 1);
    }
    running = false;
    return new SlaveEvent.TimerFired(timer);
  }

  private static SlaveEvent received(Random random) {
    Upid from = SENDERS.get(random.nextInt(SENDERS.size()));
    OptionalLong epoch =
        random.nextBoolean()
            ? OptionalLong.empty()
            : OptionalLong.of(11L * (1 + random.nextInt(3)));
    Message message =
        switch (random.nextInt(12)) {
          case 0, 1 -> Fixture.registered("S1", random.nextInt(75));
          case 2, 3 -> Fixture.reregistered("S1");
          case 4 -> Fixture.registered("S2", 75);
          case 5 -> Fixture.shutdown();
          case 6 -> Fixture.drain();
          default -> Fixture.ping(random.nextInt(5) != 0);
        };
    return new SlaveEvent.Received(from, epoch, message);
  }
}
