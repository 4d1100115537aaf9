package dev.mesos.coordination;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A plain client, for what people do by hand. */
record Admin(ZooKeeper zooKeeper, ZooKeeperUrl url) implements AutoCloseable {

  static Admin of(ZooKeeperUrl url) throws Exception {
    ZooKeeper zooKeeper = new ZooKeeper(url.connectString(), 10_000, event -> {});
    url.credentials().ifPresent(c -> zooKeeper.addAuthInfo("digest", c.digest()));
    return new Admin(zooKeeper, url);
  }

  void create(String path, String data) throws KeeperException, InterruptedException {
    zooKeeper.create(path, data.getBytes(), Acls.of(url), CreateMode.PERSISTENT);
  }

  String sequential(String prefix, byte[] data) throws KeeperException, InterruptedException {
    return zooKeeper.create(prefix, data, Acls.of(url), CreateMode.EPHEMERAL_SEQUENTIAL);
  }

  @Override
  public void close() throws InterruptedException {
    zooKeeper.close();
  }
}
