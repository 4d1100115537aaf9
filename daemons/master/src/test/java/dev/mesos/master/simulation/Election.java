package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.master.registry.FakeZooKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Who stands, and thus who leads. Everybody hears of it in his own time. */
final class Election {

  private static final long SESSION = 3_000_000_000L;
  private static final long USUALLY = 300_000_000;
  private static final long SELDOM = 2_000_000_000;

  /** Somebody who follows the election. */
  interface Observer {
    /** Looks who leads now. */
    void look();
  }

  private final VirtualTime time;
  private final FakeZooKeeper zooKeeper;
  private final TreeMap<Integer, SimulatedMaster> standing = new TreeMap<>();
  private final List<Observer> observers = new ArrayList<>();
  private int sequence;

  Election(VirtualTime time, FakeZooKeeper zooKeeper) {
    this.time = time;
    this.zooKeeper = zooKeeper;
  }

  void observe(Observer observer) {
    observers.add(observer);
  }

  /** Returns the number of the candidate, which is its epoch as well. */
  int stand(SimulatedMaster master) {
    int number = ++sequence;
    zooKeeper.put(znode(number), new byte[0]);
    standing.put(number, master);
    changed();
    return number;
  }

  static String znode(int number) {
    return "json.info_%010d".formatted(number);
  }

  /** The candidate is gone: given up, or its session has ended. */
  void leave(int number) {
    if (standing.remove(number) != null) {
      zooKeeper.remove(znode(number));
      changed();
    }
  }

  /** Nobody hears the candidate any more: it is gone after the session timeout. */
  void silent(int number) {
    time.after(SESSION, () -> leave(number));
  }

  long sessionTimeout() {
    return SESSION;
  }

  /** Who leads. */
  Optional<SimulatedMaster> leader() {
    return standing.isEmpty() ? Optional.empty() : Optional.of(standing.firstEntry().getValue());
  }

  /** The number of the candidate that leads, 0 if there is none. */
  int epoch() {
    return standing.isEmpty() ? 0 : standing.firstKey();
  }

  private void changed() {
    observers.forEach(this::lookSoon);
  }

  void lookSoon(Observer observer) {
    time.after(time.lasts(USUALLY, SELDOM), observer::look);
  }
}
