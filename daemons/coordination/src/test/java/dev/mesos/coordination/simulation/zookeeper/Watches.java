package dev.mesos.coordination.simulation.zookeeper;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is to hear, once, of a change on this server. */
final class Watches implements DataTree.Observer {

  private final Map<String, Set<ClientConnection>> data = new HashMap<>();
  private final Map<String, Set<ClientConnection>> children = new HashMap<>();

  void watch(String path, ClientConnection who) {
    data.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(who);
  }

  void watchChildren(String path, ClientConnection who) {
    children.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(who);
  }

  void forget(ClientConnection who) {
    data.values().forEach(watchers -> watchers.remove(who));
    children.values().forEach(watchers -> watchers.remove(who));
  }

  @Override
  public void created(String path, String parent) {
    fire(data.remove(path), ZnodeEvent.CREATED, path);
    fire(children.remove(parent), ZnodeEvent.CHILDREN, parent);
  }

  @Override
  public void deleted(String path, String parent) {
    Set<ClientConnection> told = data.remove(path);
    Set<ClientConnection> others = children.remove(path);
    if (told != null && others != null) {
      others.removeAll(told);
    }
    fire(told, ZnodeEvent.DELETED, path);
    fire(others, ZnodeEvent.DELETED, path);
    fire(children.remove(parent), ZnodeEvent.CHILDREN, parent);
  }

  @Override
  public void changed(String path) {
    fire(data.remove(path), ZnodeEvent.CHANGED, path);
  }

  private static void fire(@Nullable Set<ClientConnection> watchers, ZnodeEvent kind, String path) {
    if (watchers != null) {
      ClientPacket.Event event = new ClientPacket.Event(kind, path);
      for (ClientConnection watcher : watchers) {
        watcher.send(event);
      }
    }
  }
}
