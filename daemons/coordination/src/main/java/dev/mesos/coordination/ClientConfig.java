package dev.mesos.coordination;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/** How ZooKeeper's clients are configured here. */
final class ClientConfig {

  /** Large enough for any answer of a server with default settings, whose limit is 1 MB. */
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private ClientConfig() {}

  static ZKClientConfig make() {
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(LARGEST_ANSWER));
    return config;
  }
}
