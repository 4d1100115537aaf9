package dev.mesos.bench.crowd;

import dev.mesos.bench.peer.CuratorClients;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.Detector;
import dev.mesos.coordination.ZooKeeperUrl;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.cache.PathChildrenCache;
import org.apache.curator.framework.recipes.cache.PathChildrenCache.StartMode;

/** A way to see who leads in Mesos's layout, each on a session of its own. */
enum Spectator {
  OURS("ours: Detector") {
    @Override
    AutoCloseable watch(Place place, Consumer<String> leader) {
      OurElection election = new OurElection(place.url(), place.timeout(), place.tick());
      return Detector.start(
          ZooKeeperUrl.parse(place.url()),
          election.settings(),
          detection -> {
            if (detection instanceof Detection.Leader(var candidate)) {
              leader.accept(candidate.znode());
            }
          });
    }
  },

  PATH_CHILDREN_CACHE("Curator PathChildrenCache") {
    @Override
    AutoCloseable watch(Place place, Consumer<String> leader) throws Exception {
      CuratorFramework client = CuratorClients.start(place.servers(), place.timeout());
      PathChildrenCache cache =
          new PathChildrenCache(client, place.path(), true, false, place.executor());
      Standing standing = new Standing(leader);
      cache
          .getListenable()
          .addListener((unused, event) -> {
            switch (event.getType()) {
              case CHILD_ADDED -> standing.added(event.getData());
              case CHILD_REMOVED -> standing.removed(event.getData());
              case INITIALIZED -> standing.complete();
              default -> {}
            }
          });
      cache.start(StartMode.POST_INITIALIZED_EVENT);
      return () -> {
        cache.close();
        client.close();
      };
    }
  },

  CURATOR_CACHE("Curator CuratorCache") {
    @Override
    AutoCloseable watch(Place place, Consumer<String> leader) {
      CuratorFramework client = CuratorClients.start(place.servers(), place.timeout());
      CuratorCache cache = CuratorCache.build(client, place.path());
      Standing standing = new Standing(leader);
      cache
          .listenable()
          .addListener(
              CuratorCacheListener.builder()
                  .forCreates(standing::added)
                  .forDeletes(standing::removed)
                  .forInitialized(standing::complete)
                  .build());
      cache.start();
      return () -> {
        cache.close();
        client.close();
      };
    }
  };

  /**
   * Where to look.
   *
   * @param executor for a recipe that would take a thread for each session otherwise
   */
  record Place(
      String servers, String path, Duration timeout, Duration tick, ExecutorService executor) {
    String url() {
      return "zk://" + servers + path;
    }
  }

  private final String shown;

  Spectator(String shown) {
    this.shown = shown;
  }

  /** Its name for people. */
  String shown() {
    return shown;
  }

  /**
   * Starts to look.
   *
   * @param leader told the leader's znode when it changes, perhaps more than once
   */
  abstract AutoCloseable watch(Place place, Consumer<String> leader) throws Exception;

  /** The candidates that a recipe has told of. */
  private static final class Standing {

    private static final String PREFIX = "json.info_";

    private final TreeSet<String> znodes = new TreeSet<>(Comparator.naturalOrder());
    private final Consumer<String> leader;
    private String last = "";
    private boolean complete;

    Standing(Consumer<String> leader) {
      this.leader = leader;
    }

    /** What comes before this is one child after the other, in any order. */
    synchronized void complete() {
      complete = true;
      tell();
    }

    synchronized void added(ChildData child) {
      String name = name(child);
      if (name.startsWith(PREFIX)) {
        znodes.add(name);
        tell();
      }
    }

    synchronized void removed(ChildData child) {
      znodes.remove(name(child));
      tell();
    }

    private static String name(ChildData child) {
      return child.getPath().substring(child.getPath().lastIndexOf('/') + 1);
    }

    private void tell() {
      Iterator<String> first = znodes.iterator();
      if (complete && first.hasNext()) {
        String now = first.next();
        if (!now.equals(last)) {
          last = now;
          leader.accept(now);
        }
      }
    }
  }
}
