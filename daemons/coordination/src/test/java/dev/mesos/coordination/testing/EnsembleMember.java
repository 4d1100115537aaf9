package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/** One server of an {@link Ensemble}, run as ZooKeeper's own main class runs it. */
final class EnsembleMember {

  private final int id;
  private final Path folder;
  private final List<String> servers;
  private final EnsembleSettings settings;
  private @Nullable Running running;

  EnsembleMember(int id, Path folder, List<String> servers, EnsembleSettings settings) {
    this.id = id;
    this.folder = folder;
    this.servers = servers;
    this.settings = settings;
  }

  void start() {
    if (running == null) {
      try {
        running = new Running(config());
      } catch (IOException | QuorumPeerConfig.ConfigException e) {
        throw new IllegalStateException("member " + id, e);
      }
      running.thread.start();
    }
  }

  void stop() {
    Running last = running;
    running = null;
    if (last != null) {
      last.stop();
    }
  }

  boolean running() {
    return running != null;
  }

  boolean serves() {
    ZooKeeperServer server = running == null ? null : running.server();
    return server != null && server.isRunning();
  }

  boolean leads() {
    return serves() && running != null && running.leads();
  }

  /** The number of its reign; the latest of several leaders has the highest. */
  long reign() {
    return server().getZxid() >> 32;
  }

  ZooKeeperServer server() {
    ZooKeeperServer server = running == null ? null : running.server();
    if (server == null) {
      throw new IllegalStateException("member " + id + " does not serve");
    }
    return server;
  }

  private QuorumPeerConfig config() throws IOException, QuorumPeerConfig.ConfigException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("myid"), "" + id);
    Properties properties = new Properties();
    long tickMs = settings.tickTime().toMillis();
    properties.setProperty("tickTime", "" + tickMs);
    properties.setProperty("minSessionTimeout", "" + 2 * tickMs);
    properties.setProperty("maxSessionTimeout", "" + 200 * tickMs);
    properties.setProperty("initLimit", "" + settings.initLimit());
    properties.setProperty("syncLimit", "" + settings.syncLimit());
    properties.setProperty("maxClientCnxns", "0");
    properties.setProperty("dataDir", folder.toString());
    properties.setProperty("standaloneEnabled", "false");
    properties.setProperty("admin.enableServer", "false");
    properties.setProperty("4lw.commands.whitelist", "*");
    properties.setProperty("forceSync", "no");
    for (String server : servers) {
      int equals = server.indexOf('=');
      properties.setProperty(server.substring(0, equals), server.substring(equals + 1));
    }
    QuorumPeerConfig config = new QuorumPeerConfig();
    config.parseProperties(properties);
    return config;
  }

  /** From start to stop. */
  private static final class Running extends QuorumPeerMain {

    private final Thread thread;

    Running(QuorumPeerConfig config) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("zookeeper " + config.getServerId())
              .unstarted(() -> {
                try {
                  runFromConfig(config);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (org.apache.zookeeper.server.admin.AdminServer.AdminServerException e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    @Nullable ZooKeeperServer server() {
      QuorumPeer peer = quorumPeer;
      return peer == null ? null : peer.getActiveServer();
    }

    boolean leads() {
      QuorumPeer peer = quorumPeer;
      return peer != null && peer.getPeerState() == QuorumPeer.ServerState.LEADING;
    }

    void stop() {
      QuorumPeer peer = quorumPeer;
      if (peer != null) {
        peer.shutdown();
      }
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
