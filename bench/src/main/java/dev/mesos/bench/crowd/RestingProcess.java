package dev.mesos.bench.crowd;

import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.LatchElection;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Stander;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with many of one kind that have nothing to do. Says {@code resting} when it has come to
 * that.
 */
final class RestingProcess {

  static final String RESTING = "resting";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private RestingProcess() {}

  /**
   * Where, and how.
   *
   * @param path each election has its own below it
   */
  record Place(String servers, String path, Duration timeout, Duration tick) {

    static Place of(List<String> words) {
      return new Place(
          words.get(0), words.get(1), Duration.parse(words.get(2)), Duration.parse(words.get(3)));
    }

    List<String> words() {
      return List.of(servers, path, timeout.toString(), tick.toString());
    }

    OurElection ours(int number) {
      return OurElection.at(servers, path + number, timeout, tick);
    }

    LatchElection latch(int number) {
      return new LatchElection(servers, path + number, timeout);
    }
  }

  /** What is there many times. */
  enum Kind {
    CANDIDATE("ours: candidate that leads") {
      @Override
      void start(Place place, int size) throws Exception {
        stand(numbered(size, place::ours), 1);
      }
    },
    PAIR("ours: two candidates, one leads") {
      @Override
      void start(Place place, int size) throws Exception {
        stand(numbered(size, place::ours), 2);
      }
    },
    DETECTOR("ours: detector") {
      @Override
      void start(Place place, int size) throws Exception {
        watch(Spectator.OURS, place, size);
      }
    },
    LATCH("Curator LeaderLatch that leads") {
      @Override
      void start(Place place, int size) throws Exception {
        stand(numbered(size, place::latch), 1);
      }
    },
    PATH_CHILDREN_CACHE("Curator PathChildrenCache") {
      @Override
      void start(Place place, int size) throws Exception {
        watch(Spectator.PATH_CHILDREN_CACHE, place, size);
      }
    },
    CURATOR_CACHE("Curator CuratorCache") {
      @Override
      void start(Place place, int size) throws Exception {
        watch(Spectator.CURATOR_CACHE, place, size);
      }
    };

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }

    /** Starts so many, and returns when they have nothing left to do. */
    abstract void start(Place place, int size) throws Exception;
  }

  /** By number. */
  private interface Numbered {
    Election election(int number);
  }

  private static List<Election> numbered(int size, Numbered each) {
    List<Election> elections = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elections.add(each.election(i));
    }
    return elections;
  }

  private static void stand(List<Election> elections, int inEach) throws InterruptedException {
    for (Election election : elections) {
      for (int i = 0; i < inEach; i++) {
        Stander stander = election.stand("127.0.0.1:" + (5050 + i), BeliefListener.NONE);
        boolean first = i == 0;
        Patience.until(
            "it does not stand", PATIENCE, () -> first ? stander.leads() : stander.stands());
      }
    }
  }

  private static void watch(Spectator kind, Place place, int size) throws Exception {
    stand(List.of(place.ours(0)), 1);
    Spectator.Place where =
        new Spectator.Place(
            place.servers(),
            place.path() + 0,
            place.timeout(),
            place.tick(),
            Executors.newFixedThreadPool(1));
    AtomicInteger seeing = new AtomicInteger();
    for (int i = 0; i < size; i++) {
      int number = i;
      var unused = kind.watch(where, leader -> seeing.incrementAndGet());
      Patience.until("it does not see", PATIENCE, () -> seeing.get() > number);
    }
  }

  /** What kind, how many, where. */
  @SuppressWarnings("SystemOut") // read by whoever started it
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    Kind.valueOf(words.get(0))
        .start(Place.of(words.subList(2, words.size())), Integer.parseInt(words.get(1)));
    System.out.println(RESTING);
    new CountDownLatch(1).await();
  }
}
