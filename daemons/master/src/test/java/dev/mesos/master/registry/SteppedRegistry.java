package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.master.registry.RegistryOutcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.SlaveInfo;
import org.junit.jupiter.api.BeforeEach;

/** A registry step by step, on a ZooKeeper that does what the test says. */
abstract class SteppedRegistry {

  static final String ID = TestSlaves.id(1);
  static final RegistryWriter WRITER = new RegistryWriter("json.info_0000000001", 100, "m1");
  static final Instant AT = Instant.ofEpochMilli(5_000);
  static final RegistryLayout LAYOUT = new RegistryLayout(256);

  final FakeZooKeeper zooKeeper = new FakeZooKeeper();
  final List<RegistryNews> told = new ArrayList<>();
  final List<RegistryAction.Write> writes = new ArrayList<>();
  RegistryCore core = new RegistryCore(RegistrySettings.DEFAULT);
  FakeConnection connection = new FakeConnection(zooKeeper, (write, changes) -> {});
  long now;
  long number;

  @BeforeEach
  void candidate() {
    zooKeeper.put(WRITER.candidate(), new byte[0]);
  }

  static <T> ZnodeAnswer<T> denied() {
    return FakeZooKeeper.failed(Failure.DENIED, -1);
  }

  static SlaveInfo large(int number, int bytes) {
    return TestSlaves.info(TestSlaves.id(number), "h".repeat(bytes));
  }

  void lead() {
    handle(new RegistryEvent.Recover(WRITER));
    handle(connection.connect());
    settle();
  }

  /** The next leader of the same name, who reads what the first has left. */
  void successor() {
    told.clear();
    core = new RegistryCore(RegistrySettings.DEFAULT);
    connection = new FakeConnection(zooKeeper, (write, changes) -> {});
    lead();
  }

  void submit(RegistryOperation operation) {
    handle(new RegistryEvent.Submit(++number, operation, AT));
  }

  void wake() {
    handle(new RegistryEvent.Woke());
  }

  void handle(RegistryEvent event) {
    for (RegistryAction action : core.on(event, now)) {
      switch (action) {
        case RegistryAction.Tell(RegistryNews news) -> told.add(news);
        case RegistryAction.Write write -> {
          writes.add(write);
          connection.send(write);
        }
        default -> connection.send(action);
      }
    }
  }

  /** Everything that is under way comes to its end. */
  void settle() {
    for (boolean busy = true; busy; ) {
      busy = connection.work();
      for (var answers : List.of(connection.receive(), connection.receiveLost())) {
        busy |= !answers.isEmpty();
        answers.forEach(this::handle);
      }
      busy |= pause();
    }
  }

  /** If it waits for its next attempt, that comes. */
  boolean pause() {
    long next = core.wakeAt().orElse(Long.MAX_VALUE);
    boolean soon = connection.connected() && next - now < Duration.ofSeconds(5).toNanos();
    if (soon) {
      now = next;
      wake();
    }
    return soon;
  }

  <T extends RegistryNews> T next(Class<T> type) {
    assertThat(told).isNotEmpty();
    return type.cast(told.removeFirst());
  }

  RegistryOutcome outcome() {
    return next(RegistryNews.Done.class).outcome();
  }

  RegistryEntry written() {
    return ((RegistryOutcome.Written) outcome()).now();
  }

  Refusal refusal() {
    return ((RegistryOutcome.Refused) outcome()).reason();
  }

  RegistryEnd ended() {
    return ((RegistryOutcome.Ended) outcome()).reason();
  }
}
