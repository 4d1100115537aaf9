package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tasks run one at a time, in order, on whichever thread is about it. */
class TaskQueueTest {

  private final TaskQueue queue = new TaskQueue();
  private final List<String> ran = new ArrayList<>();

  @Test
  void onlyTheFirstOneIsAskedToRun() {
    assertThat(queue.add(() -> ran.add("one"))).isTrue();
    assertThat(queue.add(() -> ran.add("two"))).isFalse();

    queue.run();

    assertThat(ran).containsExactly("one", "two");
    assertThat(queue.add(() -> ran.add("three"))).isTrue();
  }

  @Test
  void whatATaskAddsComesAfterIt() {
    queue.add(() -> {
      assertThat(queue.add(() -> ran.add("inner"))).isFalse();
      ran.add("outer");
    });

    queue.run();

    assertThat(ran).containsExactly("outer", "inner");
  }

  @Test
  void itKnowsTheThreadThatRunsATask() throws Exception {
    queue.add(() -> {
      assertThat(queue.runsHere()).isTrue();
      Thread other = Thread.ofVirtual().start(() -> ran.add("elsewhere: " + queue.runsHere()));
      join(other);
    });

    queue.run();

    assertThat(queue.runsHere()).as("afterwards").isFalse();
    assertThat(ran).containsExactly("elsewhere: false");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTaskThatThrowsDoesNotKeepTheOthers() {
    queue.add(() -> {
      throw new IllegalStateException("first");
    });
    queue.add(() -> ran.add("second"));

    assertThatIllegalStateException().isThrownBy(queue::run).withMessage("first");

    assertThat(ran).containsExactly("second");
    assertThat(queue.add(() -> {})).as("nobody is about it").isTrue();
  }

  /** The list and the counter are no thread's in particular: a race would lose some. */
  @Test
  void manyThreadsLoseNothingAndNeverMeet() throws Exception {
    int threads = 8;
    int each = 20_000;
    int[] count = {0};
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        done.add(
            pool.submit(() -> {
              start.await();
              for (int task = 0; task < each; task++) {
                if (queue.add(() -> count[0]++)) {
                  queue.run();
                }
              }
              return null;
            }));
      }
      start.countDown();
      for (Future<?> one : done) {
        one.get();
      }
    }
    assertThat(count[0]).isEqualTo(threads * each);
  }
}
