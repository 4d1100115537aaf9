package dev.mesos.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/**
 * Curator's LeaderLatch, watched by a CuratorCache.
 *
 * @param servers the ensemble
 * @param path the latch's
 * @param timeout session timeout
 */
public record LatchElection(String servers, String path, Duration timeout) implements Election {

  static final String WORD = "latch";

  static LatchElection of(List<String> words) {
    return new LatchElection(words.get(0), words.get(1), Duration.parse(words.get(2)));
  }

  @Override
  public List<String> arguments() {
    return List.of(WORD, servers, path, timeout.toString());
  }

  @Override
  public String make() {
    return "Curator LeaderLatch";
  }

  @Override
  public Stander stand(String id, BeliefListener listener) {
    return new LatchStander(CuratorClients.start(servers, timeout), path, id, listener);
  }

  @Override
  public AutoCloseable watch(Sightings sightings) {
    CuratorFramework client = CuratorClients.start(servers, timeout);
    CuratorCache cache = CuratorCache.build(client, path);
    Queue queue = new Queue(path, sightings);
    cache
        .listenable()
        .addListener(CuratorCacheListener.builder().forAll(queue::changed).build(), Runnable::run);
    cache.start();
    return () -> {
      cache.close();
      client.close();
    };
  }

  /** Those who stand, by their number. Told of one change at a time. */
  private static final class Queue {

    private final String path;
    private final Sightings sightings;
    private final Map<String, String> standing =
        new TreeMap<>(Comparator.comparing(Queue::sequence));

    Queue(String path, Sightings sightings) {
      this.path = path;
      this.sightings = sightings;
    }

    /** The ten digits at the end: what comes before them differs with each one. */
    private static String sequence(String znode) {
      return znode.substring(znode.length() - 10);
    }

    synchronized void changed(CuratorCacheListener.Type type, ChildData before, ChildData after) {
      ChildData changed = type == CuratorCacheListener.Type.NODE_DELETED ? before : after;
      if (changed.getPath().equals(path)) {
        return;
      }
      if (type == CuratorCacheListener.Type.NODE_DELETED) {
        standing.remove(changed.getPath());
      } else {
        standing.put(changed.getPath(), new String(changed.getData(), StandardCharsets.UTF_8));
      }
      standing.values().stream().findFirst().ifPresent(sightings::leads);
      sightings.stand(Set.copyOf(standing.values()));
    }
  }

  /** Stands again by itself whenever its znode is lost. */
  private static final class LatchStander implements Stander {

    private static final Executor AT_ONCE = Runnable::run;

    private final CuratorFramework client;
    private final LeaderLatch latch;

    LatchStander(CuratorFramework client, String path, String id, BeliefListener listener) {
      this.client = client;
      this.latch = new LeaderLatch(client, path, id);
      latch.addListener(
          new LeaderLatchListener() {
            @Override
            public void isLeader() {
              listener.changed(true);
            }

            @Override
            public void notLeader() {
              listener.changed(false);
            }
          },
          AT_ONCE);
      try {
        latch.start();
      } catch (Exception e) { // declared so by Curator
        throw new IllegalStateException("LeaderLatch at " + path, e);
      }
    }

    @Override
    public boolean leads() {
      return latch.hasLeadership();
    }

    @Override
    public boolean stands() {
      return latch.getOurPath() != null;
    }

    @Override
    public boolean connected() {
      return client.getZookeeperClient().isConnected();
    }

    @Override
    public void close() {
      try {
        latch.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        client.close();
      }
    }
  }
}
