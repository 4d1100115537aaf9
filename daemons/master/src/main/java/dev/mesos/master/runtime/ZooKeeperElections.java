package dev.mesos.master.runtime;

import dev.mesos.coordination.Contender;
import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.master.core.MasterEvent;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The election in ZooKeeper. */
public final class ZooKeeperElections implements Elections {

  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperElections.class);

  private final ZooKeeperUrl url;
  private final SessionSettings settings;
  private final MasterInfo self;
  private volatile @Nullable Contender contender;

  /** An election at a znode, in which we stand as {@code self}. */
  public ZooKeeperElections(ZooKeeperUrl url, SessionSettings settings, MasterInfo self) {
    this.url = url;
    this.settings = settings;
    this.self = self;
  }

  @Override
  public void start(Consumer<MasterEvent> events) {
    LOG.info("master=contending election={} id={} pid={}", url, self.id(), self.pid());
    contender =
        Contender.start(
            url,
            settings,
            candidacy -> ElectionEvents.of(candidacy).ifPresent(events),
            detection -> events.accept(ElectionEvents.of(detection)));
  }

  @Override
  public void contend() {
    Contender started = contender;
    if (started != null) {
      started.contend(self);
    }
  }

  @Override
  public boolean leads() {
    Contender started = contender;
    return started != null && started.leads();
  }

  @Override
  public boolean stands() {
    Contender started = contender;
    return started != null && started.candidate().isPresent();
  }

  @Override
  public Optional<SessionStatus> session() {
    Contender started = contender;
    return Optional.of(
        started == null
            ? SessionStatus.none(Math.toIntExact(settings.timeout().toMillis()))
            : started.status());
  }

  @Override
  public Optional<ElectionStatus> election() {
    return Optional.ofNullable(contender).map(Contender::election);
  }

  @Override
  public void resign() {
    Contender started = contender;
    if (started != null) {
      started.resign();
    }
  }
}
