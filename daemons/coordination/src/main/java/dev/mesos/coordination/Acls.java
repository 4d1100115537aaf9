package dev.mesos.coordination;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;

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

  /** For what is nobody else's business: with credentials their owner does all, others nothing. */
  static List<ACL> ownerOnly(ZooKeeperUrl url) {
    return url.credentials().isPresent()
        ? list(new ACL(ZooDefs.Perms.ALL, new Id("auth", "")))
        : open();
  }

  /** The ACL of a cluster's own path, in the form that ZooKeeper gives back when asked. */
  static List<ACL> owned(Credentials owner) {
    return list(new ACL(ZooDefs.Perms.READ, world()), new ACL(ZooDefs.Perms.ALL, digest(owner)));
  }

  /**
   * The ACL of a parent that several clusters may share: each may put its own path there and take
   * it away again. ZooKeeper asks the parent for the right to delete, and the path itself is
   * protected by what is in it.
   */
  static List<ACL> shared() {
    return list(new ACL(ZooDefs.Perms.READ | ZooDefs.Perms.CREATE | ZooDefs.Perms.DELETE, world()));
  }

  private static Id digest(Credentials owner) {
    try {
      return new Id(
          "digest",
          DigestAuthenticationProvider.generateDigest(owner.user() + ":" + owner.password()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** ZooKeeper's client asks whether the list contains null, which an immutable one cannot bear. */
  private static List<ACL> list(ACL... acls) {
    return new ArrayList<>(Arrays.asList(acls));
  }

  private static Id world() {
    return new Id("world", "anyone");
  }
}
