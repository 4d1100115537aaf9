package dev.mesos.protocol;

import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The numbers of an election and its ZooKeeper session that both daemons show. */
public final class ElectionMetrics {

  /**
   * One number.
   *
   * @param key the name in {@code /metrics/snapshot}
   * @param counter whether it only grows
   * @param value the number now; not a number while there is none
   */
  public record Number(String key, boolean counter, Supplier<Double> value) {}

  private ElectionMetrics() {}

  /** All numbers, whose values are looked up anew each time; none without ZooKeeper. */
  public static List<Number> of(
      Supplier<Optional<SessionStatus>> session, Supplier<Optional<ElectionStatus>> election) {
    return List.of(
        gauge("zookeeper/session_connected", session, s -> s.connected() ? 1 : 0),
        gauge("zookeeper/session_requested_timeout_ms", session, SessionStatus::requestedTimeoutMs),
        gauge(
            "zookeeper/session_negotiated_timeout_ms", session, SessionStatus::negotiatedTimeoutMs),
        gauge("zookeeper/session_last_heard_ms", session, s -> known(s.lastHeardMs())),
        gauge("zookeeper/session_last_proof_ms", session, s -> known(s.lastProofMs())),
        counter("zookeeper/sessions", session, SessionStatus::sessions),
        counter("zookeeper/session_expirations", session, SessionStatus::expirations),
        counter("zookeeper/skipped_candidates", session, SessionStatus::skipped),
        counter("election/leaders", election, ElectionStatus::leaders),
        gauge("election/epoch", election, e -> e.epoch().orElse(0)),
        counter("election/leaderless_ms", election, ElectionStatus::leaderlessMs),
        gauge("election/takeover_ms", election, e -> known(e.takeoverMs().orElse(-1))));
  }

  /** Adds to a snapshot the numbers that there are. */
  public static void addTo(Map<String, Double> numbers, List<Number> all) {
    for (Number number : all) {
      double value = number.value().get();
      if (!Double.isNaN(value)) {
        numbers.put(number.key(), value);
      }
    }
  }

  private static double known(long ms) {
    return ms < 0 ? Double.NaN : ms;
  }

  private static <T> Number gauge(
      String key, Supplier<Optional<T>> source, ToDoubleFunction<T> number) {
    return new Number(key, false, value(source, number));
  }

  private static <T> Number counter(
      String key, Supplier<Optional<T>> source, ToDoubleFunction<T> number) {
    return new Number(key, true, value(source, number));
  }

  private static <T> Supplier<Double> value(
      Supplier<Optional<T>> source, ToDoubleFunction<T> number) {
    return () -> source.get().map(number::applyAsDouble).orElse(Double.NaN);
  }
}
