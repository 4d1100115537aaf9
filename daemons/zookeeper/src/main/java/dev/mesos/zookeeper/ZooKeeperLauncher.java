package dev.mesos.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one member of an ensemble: Apache ZooKeeper's own server, configured by the environment.
 *
 * <p>There is nothing to end gracefully: ZooKeeper has written what it acknowledged, so SIGTERM
 * ends the process at once.
 */
public final class ZooKeeperLauncher {
  private static final Duration NAMES_LIMIT = Duration.ofSeconds(15);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  private ZooKeeperLauncher() {}

  /** Takes no arguments: see {@link Settings} for the environment. */
  public static void main(String[] args) throws Exception {
    forgetNamesQuickly();
    Path zooCfg;
    try {
      zooCfg = prepare(Settings.from(System.getenv()));
    } catch (SettingsException e) {
      System.err.println("mesos-zookeeper: " + e.getMessage());
      System.exit(2);
      return;
    }
    QuorumPeerMain.main(new String[] {zooCfg.toString()});
  }

  /**
   * Pods change their addresses, and their names appear late: Java's defaults (30 s, and 10 s for
   * what was not found) would outlast any failover. Only works before the first look-up.
   */
  private static void forgetNamesQuickly() {
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private static Path prepare(Settings settings) throws IOException, InterruptedException {
    Logger log = LoggerFactory.getLogger(ZooKeeperLauncher.class);
    Path zooCfg = new DataDir(settings.dataDir()).write(settings.id(), ZooCfg.render(settings));
    settings
        .superPasswordFile()
        .ifPresent(file -> System.setProperty(SuperDigest.PROPERTY, SuperDigest.fromFile(file)));
    startProbes(settings);
    MemberNames.ofMachine().await(settings.members(), NAMES_LIMIT);
    log.info(
        "starting member={} of={} address={} data={} superuser={}",
        settings.id(),
        settings.members().size(),
        settings.bindAddress().getHostAddress(),
        settings.dataDir(),
        settings.superPasswordFile().isPresent());
    return zooCfg;
  }

  // lives as long as the process
  @SuppressWarnings("resource")
  private static void startProbes(Settings settings) throws IOException {
    var client = new InetSocketAddress(settings.localAddress(), Settings.CLIENT_PORT);
    Health health = new Health(new FourLetterWords(client, PROBE_TIMEOUT)::ask);
    ProbeServer.start(new InetSocketAddress(settings.bindAddress(), settings.probePort()), health);
  }
}
