package dev.mesos.coordination;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the cores. */
final class ElectionLoop {

  private ElectionLoop() {}

  static ElectionLoop start(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Detection> detections,
      @Nullable ElectionListener elections,
      @Nullable Consumer<Candidacy> candidacy) {
    return new ElectionLoop();
  }

  void contend(MasterInfo info) {
    throw new UnsupportedOperationException();
  }

  boolean leads() {
    return false;
  }

  Optional<Candidate> candidate() {
    return Optional.empty();
  }

  Optional<Detection> detection() {
    return Optional.empty();
  }

  SessionStatus status() {
    return SessionStatus.none(0);
  }

  void close() {}
}
