package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.Recorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where tasks run, and when somebody is woken. */
class EventLoopTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final AtomicLong clock = new AtomicLong();
  private final EventLoop loop = new EventLoop("test", clock::get);
  private final Recorder<String> told = new Recorder<>();

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void whatIsBroughtRunsOnTheThreadThatBringsIt() {
    loop.run(() -> told.accept(Thread.currentThread().getName()));

    assertThat(told.next(String.class)).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void whatIsPostedRunsOnItsOwnThread() {
    loop.post(() -> told.accept(Thread.currentThread().getName()));

    assertThat(told.next(String.class)).isEqualTo("test");
  }

  @Test
  void anEarlierTimeThanTheAlarmsIsSet() {
    loop.run(() -> loop.wakeAt(HOUR, () -> told.accept("late")));
    loop.run(() -> loop.wakeAt(0, () -> told.accept("early")));

    assertThat(told.next(String.class)).isEqualTo("early");
  }

  @Test
  void anAlarmThatComesEarlierStands() {
    loop.run(() -> loop.wakeAt(Duration.ofMillis(20).toNanos(), () -> told.accept("early")));
    loop.run(() -> loop.wakeAt(HOUR, () -> told.accept("late")));

    assertThat(told.next(String.class)).isEqualTo("early");
  }

  @Test
  void whoWasWokenIsWokenAgain() {
    loop.run(() -> loop.wakeAt(0, () -> loop.wakeAt(0, () -> told.accept("again"))));

    assertThat(told.next(String.class)).isEqualTo("again");
  }

  /** As after the machine was suspended. */
  @Test
  void anAlarmThatShouldHaveRungRingsAtOnceWhenItIsAskedForAgain() {
    loop.run(() -> loop.wakeAt(HOUR, () -> told.accept("before")));
    clock.set(2 * HOUR);
    loop.run(() -> loop.wakeAt(HOUR, () -> told.accept("after")));

    assertThat(told.next(String.class)).isEqualTo("after");
  }

  @Test
  void nothingIsWokenAfterItsEnd() {
    loop.stop();

    loop.run(() -> loop.wakeAt(0, () -> told.accept("woken")));
    loop.post(() -> told.accept("posted"));

    assertThat(told.isEmpty()).isTrue();
  }
}
