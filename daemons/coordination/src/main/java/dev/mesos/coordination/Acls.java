package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** Mesos's ACLs: open without credentials; with them the world reads and their owner does all. */
final class Acls {

  private Acls() {}

  static List<ACL> of(ZooKeeperUrl url) {
    return url.credentials().isPresent() ? readableByAll() : open();
  }

  static List<ACL> open() {
    return list(new ACL(ZooDefs.Perms.ALL, world()));
  }

  static List<ACL> readableByAll() {
    return list(
        new ACL(ZooDefs.Perms.READ, world()), new ACL(ZooDefs.Perms.ALL, new Id("auth", "")));
  }

  /** ZooKeeper's client asks whether the list contains null, which an immutable one cannot bear. */
  private static List<ACL> list(ACL... acls) {
    return new ArrayList<>(Arrays.asList(acls));
  }

  private static Id world() {
    return new Id("world", "anyone");
  }
}
