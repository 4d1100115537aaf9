package dev.mesos.coordination;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where an election happens: {@code zk://[user:password@]host:port[,host:port...]/path}.
 *
 * <p>The grammar is in {@code docs/reference/zookeeper-urls.md}. {@link #toString()} gives the
 * canonical form with the password replaced by {@code ***}, so that it may be logged.
 *
 * @param servers at least one; in the order given
 * @param path absolute, canonical, not {@code /}
 * @param credentials for ZooKeeper's digest scheme
 */
public record ZooKeeperUrl(
    List<ServerAddress> servers, String path, Optional<Credentials> credentials) {

  /** ZooKeeper's port where a URL names none. */
  public static final int DEFAULT_PORT = 2181;

  /** Checks what {@link #parse(String)} checks. */
  public ZooKeeperUrl {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new InvalidAddressException("no ZooKeeper server is named: write host:port");
    }
    path = ZnodePath.canonical(path);
  }

  /**
   * Reads a {@code zk://} or {@code zoo://} URL. Files are read by {@link MasterAddress#parse}.
   *
   * @throws InvalidAddressException if it is not one, or names no path
   */
  public static ZooKeeperUrl parse(String text) {
    return ZooKeeperUrlParser.parse(text);
  }

  /** The servers as ZooKeeper's client takes them, without a chroot. */
  public String connectString() {
    return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(","));
  }

  /** The same place, entered as somebody else. */
  public ZooKeeperUrl withCredentials(Credentials other) {
    return new ZooKeeperUrl(servers, path, Optional.of(other));
  }

  /** The same place, entered as nobody in particular. */
  public ZooKeeperUrl withoutCredentials() {
    return new ZooKeeperUrl(servers, path, Optional.empty());
  }

  /** The URL <em>with</em> its password: for a Secret, never for a log. */
  public String reveal() {
    return "zk://"
        + credentials.map(c -> c.user() + ":" + c.password() + "@").orElse("")
        + connectString()
        + path;
  }

  @Override
  public String toString() {
    return "zk://" + credentials.map(c -> c + "@").orElse("") + connectString() + path;
  }
}
