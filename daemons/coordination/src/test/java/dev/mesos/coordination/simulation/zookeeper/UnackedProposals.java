package dev.mesos.coordination.simulation.zookeeper;

/**
 * For how long a follower has left a proposal without an answer. Keeps only one and the last one in
 * mind, as {@code LearnerHandler.SyncLimitCheck} does.
 */
final class UnackedProposals {

  private boolean any;
  private boolean more;
  private long currentZxid;
  private long currentTime;
  private long nextZxid;
  private long nextTime;

  void sent(long zxid, long now) {
    if (any) {
      more = true;
      nextZxid = zxid;
      nextTime = now;
    } else {
      any = true;
      currentZxid = zxid;
      currentTime = now;
    }
  }

  void acked(long zxid) {
    if (any && zxid == currentZxid) {
      any = more;
      currentZxid = nextZxid;
      currentTime = nextTime;
      more = false;
    } else if (more && zxid == nextZxid) {
      more = false;
    }
  }

  boolean olderThan(long limit, long now) {
    return any && now - currentTime >= limit;
  }
}
