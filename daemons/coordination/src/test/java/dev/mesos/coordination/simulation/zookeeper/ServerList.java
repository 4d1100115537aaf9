package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Dice;
import java.util.ArrayList;
import java.util.List;

/** Which server is tried next: as {@code StaticHostProvider}, shuffled once and then in turn. */
final class ServerList {

  private final List<Server> servers = new ArrayList<>();
  private int current = -1;
  private int last = -1;
  private boolean tried;

  ServerList(List<Server> all, Dice dice) {
    List<Server> rest = new ArrayList<>(all);
    while (!rest.isEmpty()) {
      servers.add(rest.remove(dice.below(rest.size())));
    }
  }

  int size() {
    return servers.size();
  }

  Server next() {
    current = (current + 1) % servers.size();
    tried = current == last;
    if (last == -1) {
      last = 0;
    }
    return servers.get(current);
  }

  /** Whether all were tried in vain since the last connection. */
  boolean tried() {
    return tried;
  }

  void connected() {
    last = current;
  }
}
