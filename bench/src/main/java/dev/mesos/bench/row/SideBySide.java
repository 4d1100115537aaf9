package dev.mesos.bench.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Many runs of what waits most of the time, in several elections at once. */
public final class SideBySide {

  private static final int STAGGER_MS = 2_000;

  private SideBySide() {}

  /** Some of the runs. */
  public interface Runs<T> {

    /** As many as that. */
    List<T> run(int runs) throws Exception;
  }

  /**
   * Divides the runs among so many elections, which do not begin at once.
   *
   * @return what came out of each run
   */
  public static <T> List<T> run(int elections, int runs, Runs<T> each) throws Exception {
    List<T> all = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < elections; i++) {
        int share = runs / elections + (i < runs % elections ? 1 : 0);
        if (share > 0) {
          results.add(
              executor.submit(() -> {
                Thread.sleep(ThreadLocalRandom.current().nextInt(STAGGER_MS));
                return all.addAll(each.run(share));
              }));
        }
      }
      for (Future<Boolean> result : results) {
        var unused = result.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return all;
  }
}
