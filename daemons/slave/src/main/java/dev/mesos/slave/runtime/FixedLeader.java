package dev.mesos.slave.runtime;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.ServerAddress;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Leader;
import dev.mesos.slave.core.SlaveEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only master of a cluster without ZooKeeper. Its name is looked up until it resolves, and
 * again at each redetection.
 */
public final class FixedLeader implements Leaders {

  private static final Logger LOG = LoggerFactory.getLogger(FixedLeader.class);

  private final ServerAddress master;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fixed-master").factory());
  private volatile @Nullable Consumer<SlaveEvent> events;

  public FixedLeader(ServerAddress master) {
    this.master = master;
  }

  @Override
  public void start(Consumer<SlaveEvent> events) {
    this.events = events;
    redetect();
  }

  @Override
  public void redetect() {
    executor.execute(this::lookUp);
  }

  private void lookUp() {
    Consumer<SlaveEvent> told = events;
    if (told == null) {
      return;
    }
    try {
      Upid pid =
          new Upid("master", InetAddress.getByName(master.host()).getHostAddress(), master.port());
      told.accept(
          new SlaveEvent.LeaderDetected(new Leader(pid, OptionalLong.empty(), master.host())));
    } catch (UnknownHostException e) {
      LOG.warn(
          "master does not resolve: master={} error={}; it is tried again", master, e.toString());
      executor.schedule(this::lookUp, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean asked() {
    return true;
  }

  @Override
  public Optional<SessionStatus> session() {
    return Optional.empty();
  }

  @Override
  public Optional<ElectionStatus> election() {
    return Optional.empty();
  }

  @Override
  public void close() {
    events = null;
    executor.shutdownNow();
  }
}
