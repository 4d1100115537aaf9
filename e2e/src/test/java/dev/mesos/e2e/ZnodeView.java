package dev.mesos.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** What ZooKeeper shows to an anonymous client, read with nothing of ours. */
final class ZnodeView implements Closeable {
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final String CANDIDATE = "json.info_";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZooKeeper zooKeeper;

  /**
   * A candidate for the leadership as its znode tells it.
   *
   * @param epoch the czxid of the znode
   * @param info the MasterInfo
   */
  record Candidate(String znode, long epoch, JsonNode info) {
    String id() {
      return info.path("id").asText();
    }

    String hostname() {
      return info.path("hostname").asText();
    }

    /** The pod's name, which is the first part of its DNS name. */
    String pod() {
      return hostname().split("[.]", 2)[0];
    }
  }

  private ZnodeView(ZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
  }

  /** Connects, within a few seconds. */
  static ZnodeView connect(Endpoint endpoint) throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper zooKeeper =
        new ZooKeeper(
            endpoint.toString(),
            Math.toIntExact(SESSION_TIMEOUT.toMillis()),
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    ZnodeView view = new ZnodeView(zooKeeper);
    if (!connected.await(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      view.close();
      throw new IOException("ZooKeeper at " + endpoint + " did not take a session");
    }
    return view;
  }

  /** All candidates below the path, the one that has to lead first. */
  List<Candidate> candidates(String path)
      throws KeeperException, InterruptedException, IOException {
    List<String> names =
        zooKeeper.getChildren(path, false).stream()
            .filter(name -> name.startsWith(CANDIDATE))
            .sorted()
            .toList();
    List<Candidate> candidates = new java.util.ArrayList<>();
    for (String name : names) {
      Stat stat = new Stat();
      byte[] data = zooKeeper.getData(path + "/" + name, false, stat);
      candidates.add(new Candidate(name, stat.getCzxid(), JSON.readTree(data)));
    }
    return candidates;
  }

  boolean exists(String path) throws KeeperException, InterruptedException {
    return zooKeeper.exists(path, false) != null;
  }

  /** The tree below a path, one znode a line with its data. */
  String tree(String path) throws KeeperException, InterruptedException {
    StringBuilder text = new StringBuilder();
    collect(path, text);
    return text.toString();
  }

  private void collect(String path, StringBuilder text)
      throws KeeperException, InterruptedException {
    Stat stat = new Stat();
    byte[] data = zooKeeper.getData(path, false, stat);
    text.append(path)
        .append(" czxid=")
        .append(stat.getCzxid())
        .append(" owner=0x")
        .append(Long.toHexString(stat.getEphemeralOwner()))
        .append(' ')
        .append(data == null ? "" : new String(data, StandardCharsets.UTF_8))
        .append('\n');
    for (String child : zooKeeper.getChildren(path, false).stream().sorted().toList()) {
      if (!path.equals("/") || !child.equals("zookeeper")) {
        collect(path.equals("/") ? "/" + child : path + "/" + child, text);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      zooKeeper.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while closing the ZooKeeper session", e);
    }
  }
}
