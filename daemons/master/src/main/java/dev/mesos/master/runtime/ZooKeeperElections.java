package dev.mesos.master.runtime;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.master.core.MasterEvent;
import java.util.Optional;
import java.util.OptionalLong;
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
            candidacy -> candidacy(candidacy, events),
            detection -> events.accept(event(detection)));
  }

  private static void candidacy(Candidacy candidacy, Consumer<MasterEvent> events) {
    switch (candidacy) {
      case Candidacy.Leading leading ->
          events.accept(
              new MasterEvent.CandidacyLeads(
                  OptionalLong.of(leading.self().epoch()), leading.self().znode()));
      case Candidacy.Lost lost -> events.accept(new MasterEvent.CandidacyLost(lost.detail()));
      case Candidacy.Joined joined -> {} // stands() tells
      case Candidacy.Refused refused -> {} // is tried again
    }
  }

  private static MasterEvent event(Detection detection) {
    return switch (detection) {
      case Detection.Leader leader ->
          new MasterEvent.LeaderDetected(
              leader.candidate().info(), OptionalLong.of(leader.candidate().epoch()));
      case Detection.NoLeader none -> new MasterEvent.NoLeaderDetected(none.detail());
    };
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
