package dev.mesos.coordination;

/**
 * A master's candidate znode as found in ZooKeeper. Its content never changes.
 *
 * @param znode the name below the election's path, as {@code json.info_0000000007}
 * @param sequence ZooKeeper's number in that name, a signed 32-bit value; the smallest leads
 * @param epoch the znode's czxid: grows with every creation, and is the same for every reader
 * @param sessionId the session that the znode lives and dies with (ephemeralOwner)
 * @param createdMs ZooKeeper's wall clock at creation, in milliseconds since 1970
 * @param info what the master says about itself
 */
public record Candidate(
    String znode, int sequence, long epoch, long sessionId, long createdMs, MasterInfo info) {}
