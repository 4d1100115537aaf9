package dev.mesos.slave.core;

import static dev.mesos.slave.core.Fixture.A;
import static dev.mesos.slave.core.Fixture.B;
import static dev.mesos.slave.core.Fixture.MASTER_A;
import static dev.mesos.slave.core.Fixture.MASTER_B;
import static dev.mesos.slave.core.Fixture.OBSERVER_A;
import static dev.mesos.slave.core.Fixture.drain;
import static dev.mesos.slave.core.Fixture.ping;
import static dev.mesos.slave.core.Fixture.received;
import static dev.mesos.slave.core.Fixture.registered;
import static dev.mesos.slave.core.Fixture.reregistered;
import static dev.mesos.slave.core.Fixture.shutdown;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.slave.core.SlaveAction.Exit;
import dev.mesos.slave.core.SlaveAction.ForgetId;
import dev.mesos.slave.core.SlaveAction.KeepId;
import dev.mesos.slave.core.SlaveAction.Link;
import dev.mesos.slave.core.SlaveAction.Redetect;
import dev.mesos.slave.core.SlaveAction.Send;
import dev.mesos.slave.core.SlaveAction.StopTimer;
import dev.mesos.slave.core.SlaveAction.Unlink;
import dev.mesos.slave.core.SlaveEvent.LeaderDetected;
import dev.mesos.slave.core.SlaveEvent.LeaderLost;
import dev.mesos.slave.core.SlaveEvent.LinkExited;
import dev.mesos.slave.core.SlaveEvent.TimerFired;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlaveCoreTest extends CoreFixture {

  @Test
  void aNewSlaveRegistersWithinASecondOfTheDetection() {
    on(new LeaderDetected(A));

    assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(sent()).isEmpty();

    fire();

    assertThat(done).contains(new Link(MASTER_A.address()));
    assertThat(onlySent(MASTER_A))
        .isInstanceOfSatisfying(
            RegisterSlaveMessage.class, m -> assertThat(m.getSlave().hasId()).isFalse());
    assertThat(sent().getFirst().epoch()).isEqualTo(OptionalLong.of(11));
  }

  @Test
  void aSlaveWithAnIdReregisters() {
    core = Fixture.core(Optional.of("S1"), 1);
    on(new LeaderDetected(A));
    fire();

    assertThat(onlySent(MASTER_A))
        .isInstanceOfSatisfying(
            ReregisterSlaveMessage.class,
            m -> assertThat(m.getSlave().getId().getValue()).isEqualTo("S1"));

    on(received(MASTER_A, reregistered("S1")));

    assertThat(core.status().mode()).isEqualTo(Mode.REGISTERED);
    assertThat(done).noneMatch(KeepId.class::isInstance);
  }

  @Test
  void asksAgainWithGrowingPausesOfAMinuteAtMost() {
    on(new LeaderDetected(A));
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      fire();
      assertThat(onlySent(MASTER_A)).isInstanceOf(RegisterSlaveMessage.class);
      assertThat(delay).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
      pauses.add(delay.minusSeconds(5));
    }

    assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(pauses.get(1)).isLessThanOrEqualTo(Duration.ofSeconds(4));
    assertThat(pauses)
        .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMinutes(1)));
    assertThat(pauses).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofSeconds(50)));
  }

  @Test
  void theIdIsKeptBeforeAnythingElseIsSent() {
    register("S1", 30);

    assertThat(done)
        .filteredOn(a -> a instanceof KeepId || a instanceof Send)
        .extracting(Object::getClass)
        .containsExactly(KeepId.class, Send.class);
    assertThat(onlySent(MASTER_A)).isInstanceOf(UpdateSlaveMessage.class);
    assertThat(core.status())
        .isEqualTo(new SlaveStatus(Mode.REGISTERED, Optional.of(A), Optional.of("S1")));
    assertThat(delay).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void thePingTimeoutIs75SecondsIfTheMasterNamesNone() {
    register("S1", 0);

    assertThat(delay).isEqualTo(Duration.ofSeconds(75));
  }

  @Test
  void answersAPingToItsSender() {
    register("S1", 75);

    on(received(OBSERVER_A, ping(true)));

    assertThat(onlySent(OBSERVER_A)).isInstanceOf(PongSlaveMessage.class);
    assertThat(delay).isEqualTo(Duration.ofSeconds(75));
  }

  @Test
  void answersPingsBeforeItIsRegistered() {
    on(new LeaderDetected(A));
    long before = timer;

    on(received(OBSERVER_A, 11, ping(false)));

    assertThat(onlySent(OBSERVER_A)).isInstanceOf(PongSlaveMessage.class);
    assertThat(timer).isEqualTo(before);
  }

  @Test
  void looksAgainWhenPingsStayAway() {
    register("S1", 75);

    fire();

    assertThat(done)
        .containsSubsequence(new Unlink(MASTER_A.address()), new StopTimer(), new Redetect());
    assertThat(core.status().mode()).isEqualTo(Mode.MASTERLESS);
    on(new LeaderDetected(A));
    fire();
    assertThat(done).contains(new Link(MASTER_A.address()));
    assertThat(onlySent(MASTER_A)).isInstanceOf(ReregisterSlaveMessage.class);
  }

  @Test
  void looksAgainWhenTheMasterHoldsItForDisconnected() {
    register("S1", 75);

    on(received(OBSERVER_A, ping(false)));

    assertThat(onlySent(OBSERVER_A)).isInstanceOf(PongSlaveMessage.class);
    assertThat(done).contains(new Redetect());
  }

  @Test
  void aTimerOfThePastMeansNothing() {
    register("S1", 75);
    long old = timer;
    on(received(OBSERVER_A, ping(true)));

    assertThat(core.on(new TimerFired(old))).isEmpty();
  }

  @Test
  void followsTheNextLeader() {
    register("S1", 75);

    on(new LeaderDetected(B));
    assertThat(done).contains(new Unlink(MASTER_A.address()));
    fire();

    assertThat(onlySent(MASTER_B)).isInstanceOf(ReregisterSlaveMessage.class);
    assertThat(sent().getFirst().epoch()).isEqualTo(OptionalLong.of(22));
  }

  @Test
  void withoutALeaderNoMasterIsHeard() {
    register("S1", 75);
    on(new LeaderLost("expired"));

    for (Message message :
        List.of(ping(true), registered("S2", 1), reregistered("S2"), shutdown(), drain())) {
      assertIgnored(received(MASTER_A, message));
      assertIgnored(received(MASTER_B, 22, message));
    }
    assertThat(core.status())
        .isEqualTo(new SlaveStatus(Mode.MASTERLESS, Optional.empty(), Optional.of("S1")));
  }

  @Test
  void aMasterThatIsNotDetectedIsNotHeard() {
    register("S1", 75);

    for (Message message :
        List.of(ping(true), registered("S2", 1), reregistered("S2"), shutdown(), drain())) {
      assertIgnored(received(MASTER_B, message));
      assertIgnored(received(MASTER_B, 11, message));
    }
  }

  @Test
  void anotherEpochOfTheSameMasterIsNotHeard() {
    register("S1", 75);

    for (Message message :
        List.of(ping(false), registered("S2", 1), reregistered("S2"), shutdown(), drain())) {
      assertIgnored(received(MASTER_A, 10, message));
      assertIgnored(received(MASTER_A, 12, message));
    }
    on(received(MASTER_A, 11, ping(true)));
    assertThat(sent()).hasSize(1);
  }

  @Test
  void onlyTheMasterProcessItselfCommands() {
    register("S1", 75);

    assertIgnored(received(OBSERVER_A, shutdown()));
    assertIgnored(received(OBSERVER_A, registered("S2", 1)));
  }

  @Test
  void aFixedMasterHasNoEpochToCompareWith() {
    on(new LeaderDetected(new Leader(MASTER_A, OptionalLong.empty(), "a")));

    on(received(MASTER_A, 7, ping(true)));

    assertThat(onlySent(MASTER_A)).isInstanceOf(PongSlaveMessage.class);
  }

  @Test
  void anotherIdThanItsOwnEndsIt() {
    register("S1", 75);

    on(received(MASTER_A, reregistered("S2")));

    assertThat(done)
        .anySatisfy(a ->
            assertThat(a)
                .isInstanceOfSatisfying(
                    Exit.class,
                    e -> {
                      assertThat(e.code()).isEqualTo(1);
                      assertThat(e.reason()).contains("S1", "S2", "work directory");
                    }));
    assertThat(done).noneMatch(ForgetId.class::isInstance);
    assertThat(core.on(new LeaderDetected(B))).isEmpty();
  }

  /** Both answers to two attempts were late; between them the first id was given up. */
  @Test
  void registeredAnewUnderAnotherIdItForgetsTheFirst() {
    register("S1", 75);

    on(received(MASTER_A, registered("S2", 75)));

    assertThat(done)
        .contains(new ForgetId())
        .anySatisfy(a ->
            assertThat(a).isInstanceOfSatisfying(Exit.class, e -> assertThat(e.code()).isZero()));
  }

  @Test
  void shutDownByTheMasterItForgetsItsId() {
    register("S1", 75);

    on(received(MASTER_A, shutdown()));

    assertThat(done)
        .contains(new ForgetId())
        .anySatisfy(a ->
            assertThat(a).isInstanceOfSatisfying(Exit.class, e -> assertThat(e.code()).isZero()));
    assertThat(core.status().mode()).isEqualTo(Mode.ENDED);
  }

  @Test
  void unregisteringTakesLeaveOfTheMaster() {
    register("S1", 75);

    on(new SlaveEvent.Unregister("SIGUSR1"));

    assertThat(onlySent(MASTER_A))
        .isInstanceOfSatisfying(
            UnregisterSlaveMessage.class,
            m -> assertThat(m.getSlaveId().getValue()).isEqualTo("S1"));
    assertThat(done)
        .containsSubsequence(
            new ForgetId(), new Unlink(MASTER_A.address()), new Exit(0, "SIGUSR1"));
  }

  @Test
  void stoppingTellsTheMasterThatItPausesAndKeepsTheId() {
    register("S1", 75);

    on(new SlaveEvent.Stop());

    assertThat(onlySent(MASTER_A))
        .isInstanceOfSatisfying(
            SlavePausesMessage.class, m -> assertThat(m.getSlaveId().getValue()).isEqualTo("S1"));
    assertThat(done).noneMatch(a -> a instanceof ForgetId || a instanceof Exit);
    assertThat(core.status().id()).contains("S1");
  }

  @Test
  void stoppingWhereTheIdDoesNotLastUnregisters() {
    SlaveCore leaving =
        new SlaveCore(
            Fixture.REGISTRATION,
            Optional.of("S1"),
            Duration.ofSeconds(1),
            SlaveCore.OnStop.UNREGISTER,
            new SplittableRandom(1));
    leaving.on(new LeaderDetected(A));

    assertThat(leaving.on(new SlaveEvent.Stop()))
        .anyMatch(action ->
            action instanceof SlaveAction.Send send
                && send.message() instanceof UnregisterSlaveMessage)
        .anyMatch(ForgetId.class::isInstance);
  }

  @Test
  void aBrokenConnectionAloneChangesNothingButIsMadeAgain() {
    on(new LeaderDetected(A));
    fire();
    on(new LinkExited(MASTER_B.address()));
    assertThat(done).isEmpty();

    on(new LinkExited(MASTER_A.address()));
    assertThat(core.status().mode()).isEqualTo(Mode.REGISTERING);
    fire();

    assertThat(done).contains(new Link(MASTER_A.address()));
  }
}
