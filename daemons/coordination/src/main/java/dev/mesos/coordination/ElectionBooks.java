package dev.mesos.coordination;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Keeps count of what is told. Immutable; times are nanoseconds of one clock. */
record ElectionBooks(
    long leaders,
    OptionalLong lastEpoch,
    OptionalLong detectedAt,
    OptionalLong leaderlessSince,
    long leaderlessNanos,
    OptionalLong takeoverNanos) {

  static ElectionBooks open(long now) {
    return new ElectionBooks(
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(now),
        0,
        OptionalLong.empty());
  }

  ElectionBooks told(Detection news, long now) {
    return switch (news) {
      case Detection.Leader(Candidate leader) -> {
        OptionalLong epoch = OptionalLong.of(leader.epoch());
        yield new ElectionBooks(
            leaders + (epoch.equals(lastEpoch) ? 0 : 1),
            epoch,
            OptionalLong.of(now),
            OptionalLong.empty(),
            leaderlessUntil(now),
            takeoverNanos);
      }
      case Detection.NoLeader none ->
          new ElectionBooks(
              leaders,
              lastEpoch,
              OptionalLong.empty(),
              leaderlessSince.isPresent() ? leaderlessSince : OptionalLong.of(now),
              leaderlessNanos,
              takeoverNanos);
    };
  }

  /** We lead, having been detected before. */
  ElectionBooks tookOver(long now) {
    return new ElectionBooks(
        leaders,
        lastEpoch,
        detectedAt,
        leaderlessSince,
        leaderlessNanos,
        OptionalLong.of(now - detectedAt.orElse(now)));
  }

  ElectionStatus at(long now) {
    return new ElectionStatus(
        leaders,
        leaderlessSince.isPresent() ? OptionalLong.empty() : lastEpoch,
        TimeUnit.NANOSECONDS.toMillis(leaderlessUntil(now)),
        takeoverNanos.isPresent()
            ? OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(takeoverNanos.getAsLong()))
            : OptionalLong.empty());
  }

  private long leaderlessUntil(long now) {
    return leaderlessNanos + (leaderlessSince.isPresent() ? now - leaderlessSince.getAsLong() : 0);
  }
}
