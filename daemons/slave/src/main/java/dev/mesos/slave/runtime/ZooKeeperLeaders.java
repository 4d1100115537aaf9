package dev.mesos.slave.runtime;

import dev.mesos.coordination.Detection;
import dev.mesos.coordination.Detector;
import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.slave.core.SlaveEvent;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The winner of an election in ZooKeeper. Thread-safe. */
public final class ZooKeeperLeaders implements Leaders {

  private final ZooKeeperUrl url;
  private final SessionSettings settings;
  private @Nullable Detector detector;
  private @Nullable Consumer<SlaveEvent> events;
  private @Nullable SlaveEvent last;

  /** An election at a znode. */
  public ZooKeeperLeaders(ZooKeeperUrl url, SessionSettings settings) {
    this.url = url;
    this.settings = settings;
  }

  @Override
  public synchronized void start(Consumer<SlaveEvent> events) {
    this.events = events;
    this.detector = Detector.start(url, settings, this::tell);
  }

  private synchronized void tell(Detection detection) {
    last = LeaderEvents.of(detection);
    redetect();
  }

  /** A detector tells changes by itself: what it told last is still so. */
  @Override
  public synchronized void redetect() {
    if (events != null && last != null) {
      events.accept(last);
    }
  }

  @Override
  public boolean asked() {
    return session().filter(status -> status.sessions() > 0).isPresent();
  }

  @Override
  public synchronized Optional<SessionStatus> session() {
    return Optional.ofNullable(detector).map(Detector::status);
  }

  @Override
  public synchronized Optional<ElectionStatus> election() {
    return Optional.ofNullable(detector).map(Detector::election);
  }

  @Override
  public void close() {
    Detector started;
    synchronized (this) {
      started = detector;
      events = null;
    }
    // not under the lock, which the detector's thread may want
    if (started != null) {
      started.close();
    }
  }
}
