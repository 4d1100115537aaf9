package dev.mesos.slave.core;

import static dev.mesos.slave.core.Fixture.A;
import static dev.mesos.slave.core.Fixture.MASTER_A;
import static dev.mesos.slave.core.Fixture.received;
import static dev.mesos.slave.core.Fixture.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.SlaveAction.Ignore;
import dev.mesos.slave.core.SlaveAction.Send;
import dev.mesos.slave.core.SlaveAction.StartTimer;
import dev.mesos.slave.core.SlaveEvent.LeaderDetected;
import dev.mesos.slave.core.SlaveEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One core, what it did last, and its timer. */
abstract class CoreFixture {

  SlaveCore core = Fixture.core(Optional.empty(), 1);
  List<SlaveAction> done = List.of();
  long timer;
  Duration delay = Duration.ZERO;

  void register(String id, double pingTimeout) {
    on(new LeaderDetected(A));
    fire();
    on(received(MASTER_A, 11, registered(id, pingTimeout)));
  }

  void on(SlaveEvent event) {
    done = core.on(event);
    for (SlaveAction action : done) {
      if (action instanceof StartTimer started) {
        timer = started.number();
        delay = started.delay();
      }
    }
  }

  void fire() {
    on(new TimerFired(timer));
  }

  void assertIgnored(SlaveEvent event) {
    SlaveStatus before = core.status();
    on(event);
    assertThat(done).singleElement().isInstanceOf(Ignore.class);
    assertThat(core.status()).isEqualTo(before);
  }

  List<Send> sent() {
    return done.stream().filter(Send.class::isInstance).map(Send.class::cast).toList();
  }

  Message onlySent(Upid to) {
    assertThat(sent()).singleElement().satisfies(s -> assertThat(s.to()).isEqualTo(to));
    return sent().getFirst().message();
  }
}
