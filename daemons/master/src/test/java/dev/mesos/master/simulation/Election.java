package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.master.registry.FakeZooKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who stands, and thus who leads. Everybody hears of it in his own time. */
final class Election {

  static final long SESSION = 3_000_000_000L;
  private static final long USUALLY = 300_000_000;
  private static final long SELDOM = 2_000_000_000;

  /** Somebody who follows the election. */
  interface Observer {
    /** Looks who leads now. */
    void look();
  }

  private final VirtualTime time;
  private final FakeZooKeeper zooKeeper;
  private final TreeSet<Integer> standing = new TreeSet<>();
  private final List<Observer> observers = new ArrayList<>();
  private int sequence;

  Election(VirtualTime time, FakeZooKeeper zooKeeper) {
    this.time = time;
    this.zooKeeper = zooKeeper;
  }

  void observe(Observer observer) {
    observers.add(observer);
  }

  void forget(Observer observer) {
    observers.remove(observer);
  }

  /** Returns the number of the candidate, which is its epoch as well. */
  int stand() {
    int number = ++sequence;
    zooKeeper.put(znode(number), new byte[0]);
    standing.add(number);
    changed();
    return number;
  }

  static String znode(int number) {
    return "json.info_%010d".formatted(number);
  }

  /** The candidate is gone: given up, or its session has ended. */
  void leave(int number) {
    if (standing.remove(number)) {
      zooKeeper.remove(znode(number));
      changed();
    }
  }

  /** Nobody hears the candidate any more: it is gone after the session timeout. */
  void silent(int number) {
    time.after(SESSION, () -> leave(number));
  }

  /** The number of the candidate that leads, 0 if there is none. */
  int epoch() {
    return standing.isEmpty() ? 0 : standing.first();
  }

  private void changed() {
    observers.forEach(this::lookSoon);
  }

  void lookSoon(Observer observer) {
    time.after(time.lasts(USUALLY, SELDOM), observer::look);
  }
}
