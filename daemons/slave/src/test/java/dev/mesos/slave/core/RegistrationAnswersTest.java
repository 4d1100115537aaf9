package dev.mesos.slave.core;

import static dev.mesos.slave.core.Fixture.A;
import static dev.mesos.slave.core.Fixture.MASTER_A;
import static dev.mesos.slave.core.Fixture.MASTER_B;
import static dev.mesos.slave.core.Fixture.OBSERVER_A;
import static dev.mesos.slave.core.Fixture.ping;
import static dev.mesos.slave.core.Fixture.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.slave.core.SlaveEvent.LeaderDetected;
import dev.mesos.slave.core.SlaveEvent.LinkExited;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a registration is asked for again: by what became of the request. */
class RegistrationAnswersTest extends CoreFixture {

  @Test
  void aRequestThatTheMasterHasTakenIsNotRepeatedSoon() {
    on(new LeaderDetected(A));
    fire();
    on(new SlaveEvent.Answered(MASTER_B.address(), true));
    assertThat(done).isEmpty();

    on(new SlaveEvent.Answered(MASTER_A.address(), true));

    assertThat(delay).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    assertThat(sent()).isEmpty();
    on(new SlaveEvent.Answered(MASTER_A.address(), true));
    assertThat(done).as("told again").isEmpty();
    fire();
    assertThat(onlySent(MASTER_A)).isInstanceOf(RegisterSlaveMessage.class);
    assertThat(delay).as("not yet taken").isLessThanOrEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aRequestThatIsKnownToHaveFailedIsRepeatedSoon() {
    on(new LeaderDetected(A));
    for (SlaveEvent failure :
        List.of(
            new LinkExited(MASTER_A.address()),
            new SlaveEvent.Answered(MASTER_A.address(), false))) {
      fire();
      assertThat(onlySent(MASTER_A)).isInstanceOf(RegisterSlaveMessage.class);
      assertThat(delay).isGreaterThanOrEqualTo(Duration.ofSeconds(5));

      on(failure);
      assertThat(delay).as(failure.toString()).isLessThanOrEqualTo(Duration.ofSeconds(4));
      on(failure);
      assertThat(done).as("told again").isEmpty();
    }
  }

  @Test
  void whatWasTakenOverAConnectionThatEndedIsRepeatedSoon() {
    on(new LeaderDetected(A));
    fire();
    on(new SlaveEvent.Answered(MASTER_A.address(), true));

    on(new LinkExited(MASTER_A.address()));

    assertThat(delay).isLessThanOrEqualTo(Duration.ofSeconds(4));
    fire();
    assertThat(onlySent(MASTER_A)).isInstanceOf(RegisterSlaveMessage.class);
  }

  @Test
  void onceRegisteredAnswersDoNotMatter() {
    register("S1", 75);

    on(new SlaveEvent.Answered(MASTER_A.address(), true));
    assertThat(done).isEmpty();

    on(new SlaveEvent.Answered(MASTER_A.address(), false));
    assertThat(done).isEmpty();
  }

  /** It has us, and its answer was lost with the connection. */
  @Test
  void aMasterThatHoldsUsForDisconnectedMeanwhileIsAskedAgainSoon() {
    on(new LeaderDetected(A));
    fire();
    on(new SlaveEvent.Answered(MASTER_A.address(), true));

    on(received(OBSERVER_A, 11, ping(true)));
    assertThat(delay).as("its answer is to come").isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    on(received(OBSERVER_A, 11, ping(false)));

    assertThat(delay).isLessThanOrEqualTo(Duration.ofSeconds(4));
    Duration once = delay;
    on(received(OBSERVER_A, 11, ping(false)));
    assertThat(delay).as("told again").isEqualTo(once);
    fire();
    assertThat(onlySent(MASTER_A)).isInstanceOf(RegisterSlaveMessage.class);
  }

  /** It is about to lead, and there is a time in which all have to come over to it. */
  @Test
  void aMasterThatSaysNotNowIsAskedAgainWithinTenSecondsHoweverLongItSaysSo() {
    on(new LeaderDetected(A));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 100; i++) {
      fire();
      on(new SlaveEvent.Answered(MASTER_A.address(), false));
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    assertThat(longest).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
  }
}
