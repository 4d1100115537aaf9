package dev.mesos.master;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.master.core.MasterEvent;
import dev.mesos.master.runtime.Elections;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An election whose course a test tells. */
final class ScriptedElections implements Elections {

  volatile boolean leads;
  volatile boolean stands;
  volatile boolean resigned;
  private final CopyOnWriteArrayList<Consumer<MasterEvent>> listeners =
      new CopyOnWriteArrayList<>();

  void tell(MasterEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  @Override
  public void start(Consumer<MasterEvent> events) {
    listeners.add(events);
  }

  @Override
  public void contend() {
    stands = true;
  }

  @Override
  public boolean leads() {
    return leads;
  }

  @Override
  public boolean stands() {
    return stands;
  }

  @Override
  public Optional<SessionStatus> session() {
    return Optional.of(SessionStatus.none(10_000));
  }

  @Override
  public Optional<ElectionStatus> election() {
    return Optional.empty();
  }

  @Override
  public void resign() {
    resigned = true;
    leads = false;
    stands = false;
  }
}
