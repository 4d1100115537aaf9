package dev.mesos.master.runtime;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.master.core.MasterEvent;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster without ZooKeeper: its one master leads as soon as it stands. */
public final class StandaloneElections implements Elections {

  private volatile boolean leads;
  private volatile @Nullable Consumer<MasterEvent> listener;

  @Override
  public void start(Consumer<MasterEvent> events) {
    listener = events;
  }

  @Override
  public void contend() {
    Consumer<MasterEvent> events = listener;
    if (events != null && !leads) {
      leads = true;
      events.accept(new MasterEvent.CandidacyLeads(OptionalLong.empty(), ""));
    }
  }

  @Override
  public boolean leads() {
    return leads;
  }

  @Override
  public boolean stands() {
    return leads;
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
  public void resign() {
    leads = false;
    listener = null;
  }
}
