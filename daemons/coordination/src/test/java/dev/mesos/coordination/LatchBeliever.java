package dev.mesos.coordination;

import dev.mesos.coordination.testing.BeliefRecorder;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryForever;

/** Curator's LeaderLatch, with a client of its own and its defaults. */
public final class LatchBeliever implements BeliefRecorder.Believer, AutoCloseable {

  private final CuratorFramework client;
  private final LeaderLatch latch;

  /** Connects; stands only after {@link #contend}. */
  public LatchBeliever(String servers, Duration sessionTimeout) {
    client =
        CuratorFrameworkFactory.builder()
            .connectString(servers)
            // It would find the servers' own addresses, past the proxies.
            .ensembleTracker(false)
            .sessionTimeoutMs((int) sessionTimeout.toMillis())
            .retryPolicy(new RetryForever(100))
            .build();
    client.start();
    latch = new LeaderLatch(client, "/latch");
  }

  /** Stands. */
  public void contend() throws Exception {
    latch.start();
  }

  @Override
  public boolean leads() {
    return latch.hasLeadership();
  }

  @Override
  public OptionalLong epoch() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    // With the client goes the latch; on its own it would wait for a server.
    client.close();
  }
}
