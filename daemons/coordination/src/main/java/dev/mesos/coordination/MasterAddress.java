package dev.mesos.coordination;

/**
 * What {@code --master} and {@code --zk} accept: where to find the leading master.
 *
 * <p>Either the znode of an election, or one fixed master of a cluster without ZooKeeper.
 */
public sealed interface MasterAddress {

  /** The election at a znode. */
  record ZooKeeper(ZooKeeperUrl url) implements MasterAddress {
    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** One master, for good. */
  record Fixed(ServerAddress master) implements MasterAddress {
    @Override
    public String toString() {
      return master.toString();
    }
  }

  /**
   * Reads {@code zk://...}, {@code zoo://...}, {@code zoofile://FILE/znode}, {@code file://FILE}
   * (whose content is any of these), {@code mesos://host:port}, {@code host:port} or {@code
   * master@host:port}. A file is read once, now.
   *
   * @throws InvalidAddressException if it is none of these, or a file cannot be read
   */
  static MasterAddress parse(String text) {
    return MasterAddressParser.parse(text);
  }

  /**
   * The same for a place where only an election will do, as the master's {@code --zk}.
   *
   * @throws InvalidAddressException also if the text names a fixed master
   */
  static ZooKeeperUrl parseElection(String text) {
    return switch (parse(text)) {
      case ZooKeeper zooKeeper -> zooKeeper.url();
      case Fixed fixed ->
          throw new InvalidAddressException(
              fixed + ": names a master, not an election: write zk://host:2181/path");
    };
  }
}
