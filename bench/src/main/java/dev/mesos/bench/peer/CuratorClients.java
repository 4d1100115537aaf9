package dev.mesos.bench.peer;

import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;

/**
 * Curator's clients, set up as its documentation does, but for the session timeout, and without the
 * tracker: it finds the servers' own addresses out and goes past the proxies that are cut.
 */
public final class CuratorClients {

  private static final int RETRY_MS = 100;

  private CuratorClients() {}

  /** A started client; a request is tried again until its session's end. */
  public static CuratorFramework start(String servers, Duration timeout) {
    int timeoutMs = Math.toIntExact(timeout.toMillis());
    CuratorFramework client =
        CuratorFrameworkFactory.builder()
            .connectString(servers)
            .sessionTimeoutMs(timeoutMs)
            .connectionTimeoutMs(timeoutMs)
            .retryPolicy(new RetryForever(RETRY_MS))
            .ensembleTracker(false)
            .build();
    client.start();
    return client;
  }
}
