package dev.mesos.bench.crowd;

import dev.mesos.bench.peer.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process with many spectators. Says {@code all ZNODE MEDIAN LAST} as soon as all of them have
 * seen that leader, with the times by {@link System#nanoTime()} at which half and all of them had.
 */
final class CrowdProcess {

  static final String ALL = "all";

  private static final int AT_ONCE = 10;
  private static final int CALLBACKS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int size;
  private final Map<String, Seen> leaders = new HashMap<>();

  /** Who has seen one of the leaders. */
  private static final class Seen {
    private final BitSet who = new BitSet();
    private final long[] times;

    Seen(int size) {
      this.times = new long[size];
    }
  }

  private CrowdProcess(int size) {
    this.size = size;
  }

  /** What kind, how many, servers, path, session timeout, tickTime. */
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    Spectator kind = Spectator.valueOf(words.get(0));
    int size = Integer.parseInt(words.get(1));
    CrowdProcess crowd = new CrowdProcess(size);
    try (ExecutorService executor = Executors.newFixedThreadPool(CALLBACKS)) {
      Spectator.Place place =
          new Spectator.Place(
              words.get(2),
              words.get(3),
              Duration.parse(words.get(4)),
              Duration.parse(words.get(5)),
              executor);
      List<AutoCloseable> open = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int number = i;
        open.add(kind.watch(place, leader -> crowd.sees(number, leader)));
        if ((i + 1) % AT_ONCE == 0) {
          Patience.until("they do not see", PATIENCE, () -> crowd.seeing() > number);
        }
      }
      new CountDownLatch(open.isEmpty() ? 0 : 1).await();
    }
  }

  private synchronized int seeing() {
    return leaders.values().stream().mapToInt(seen -> seen.who.cardinality()).max().orElse(0);
  }

  @SuppressWarnings("SystemOut") // read by whoever started it
  private synchronized void sees(int number, String leader) {
    long now = System.nanoTime();
    Seen seen = leaders.computeIfAbsent(leader, name -> new Seen(size));
    if (seen.who.get(number)) {
      return;
    }
    seen.times[seen.who.cardinality()] = now;
    seen.who.set(number);
    if (seen.who.cardinality() == size) {
      Arrays.sort(seen.times);
      System.out.println(
          ALL + " " + leader + " " + seen.times[size / 2] + " " + seen.times[size - 1]);
    }
  }
}
