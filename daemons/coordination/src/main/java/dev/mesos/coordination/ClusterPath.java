package dev.mesos.coordination;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryUntilElapsed;
import org.apache.zookeeper.KeeperException;

/**
 * The znode that a cluster owns: made, marked and removed by the operator.
 *
 * <p>The owner stands in the znode's data as {@code
 * {"owner":{"namespace":"ns","name":"demo","uid":"..."}}}. A path that another cluster has marked,
 * or that lies above or below such a path, is refused. A path without a mark is taken over, so that
 * a running Mesos cluster can move in.
 *
 * <p>Every call opens and closes a session of its own, blocks, and ends by its deadline.
 * Thread-safe.
 */
public final class ClusterPath {

  /** The child below which the masters keep their registry. */
  public static final String REGISTRY = "registry";

  private final ZooKeeperUrl url;
  private final Duration deadline;

  /**
   * Connects to nothing yet.
   *
   * @param url the path, and the credentials that its ACL is made from and entered with
   * @param deadline how long one call may take, connecting included
   */
  public ClusterPath(ZooKeeperUrl url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
  }

  /** Who owns a path: a MesosCluster. Two with the same name and another uid are two owners. */
  public record Owner(String namespace, String name, String uid) {}

  /** Who may do what on the path. */
  public enum Access {
    /** Anyone may read; our credentials may do everything. */
    DIGEST,
    /** Anyone may do everything. */
    OPEN
  }

  /** What a call came to. */
  public sealed interface Outcome {

    /** The path is there and ours; {@code changed} tells whether this call made or marked it. */
    record Ensured(boolean changed) implements Outcome {}

    /** The path, or the candidate, is gone; {@code changed} tells whether this call removed it. */
    record Deleted(boolean changed) implements Outcome {}

    /** The mark is off; {@code changed} tells whether it was ours before. */
    record Released(boolean changed) implements Outcome {}

    /**
     * Another owner is in the way; nothing was changed.
     *
     * @param path where its mark stands: our path, one above or one below
     * @param owner whom the mark names, as {@code namespace/name (uid)}; "nobody" if there is none
     */
    record Foreign(String path, String owner) implements Outcome {}

    /** ZooKeeper does not let our credentials do it; the message says what and where. */
    record Denied(String message) implements Outcome {}

    /** ZooKeeper did not answer in time; try again later. */
    record Unavailable(String message) implements Outcome {}
  }

  /**
   * Makes the path with its parents and ACLs, and marks it as the owner's. What is there already is
   * kept; its ACL is set right.
   */
  public Outcome ensure(Owner owner, Access access) {
    if (access == Access.DIGEST && url.credentials().isEmpty()) {
      return new Outcome.Denied(
          "digest access to " + url.path() + " needs credentials: give a user and a password");
    }
    return call(work -> work.ensure(owner, access));
  }

  /** Takes the owner's mark off and leaves everything else: for clusters that retain their path. */
  public Outcome release(Owner owner) {
    return call(work -> work.release(owner));
  }

  /**
   * Removes the path and all below it, and parents that {@link #ensure} made and that are empty
   * now. Somebody who goes on creating candidates makes it {@link Outcome.Unavailable} at the
   * deadline.
   */
  public Outcome delete(Owner owner) {
    return call(work -> work.delete(owner));
  }

  /**
   * Removes the znode of a candidate whose master is known to be dead, as if its session had ended:
   * the next one leads at once. The session itself ends by its timeout.
   *
   * <p>A znode of that name that is another one, by its czxid or by the session that owns it, is
   * left alone, and so is every other candidate. ZooKeeper cannot compare and delete in one step,
   * but hands out a name once only for as long as the path lives. So the look, behind a {@code
   * sync}, could be outdated by one thing only: somebody with the path's credentials deletes the
   * path, makes it anew, and a new master gets the same number, all within one round trip.
   */
  public Outcome removeCandidate(Candidate dead) {
    return call(work -> work.removeCandidate(dead));
  }

  private interface Call {
    Outcome on(ClusterPathWork work) throws Exception;
  }

  private Outcome call(Call call) {
    long end = System.nanoTime() + deadline.toNanos();
    int millis = (int) Math.min(deadline.toMillis(), Integer.MAX_VALUE);
    try (CuratorFramework client = client(millis)) {
      client.start();
      if (!client.blockUntilConnected(millis, TimeUnit.MILLISECONDS)) {
        return unavailable("no server answered");
      }
      return call.on(new ClusterPathWork(client, url, end));
    } catch (KeeperException.NoAuthException e) {
      return new Outcome.Denied(
          "the credentials do not suffice for "
              + e.getPath()
              + ": use those of its owner, or mend its ACL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unavailable("interrupted");
    } catch (KeeperException e) {
      return unavailable(e.code() + " at " + e.getPath());
    } catch (Exception e) {
      return unavailable(e.toString());
    }
  }

  private CuratorFramework client(int millis) {
    CuratorFrameworkFactory.Builder builder =
        CuratorFrameworkFactory.builder()
            .connectString(url.connectString())
            .ensembleTracker(false)
            .connectionTimeoutMs(millis)
            .sessionTimeoutMs(Math.max(millis, 2_000))
            .retryPolicy(new RetryUntilElapsed(millis, 200));
    url.credentials().ifPresent(c -> builder.authorization("digest", c.digest()));
    return builder.build();
  }

  private Outcome unavailable(String why) {
    return new Outcome.Unavailable(
        "ZooKeeper at " + url + " within " + deadline.toMillis() + " ms: " + why);
  }
}
