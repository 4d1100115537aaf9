package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.model.Names;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The Lease named after the cluster: {@code kubectl get lease demo} shows who leads. */
public final class LeaderLease {
  private LeaderLease() {}

  /** Who leads, for the Lease. */
  public record Holder(String identity, long epoch, Instant since) {}

  /**
   * @param transitions how often the leadership passed on
   */
  public static Lease of(ClusterId id, Optional<Holder> holder, long transitions) {
    Lease lease =
        new LeaseBuilder()
            .withMetadata(Meta.of(id, Names.lease(id)))
            .withNewSpec()
            .withLeaseTransitions(Math.toIntExact(transitions))
            .endSpec()
            .build();
    return holder
        .map(h ->
            lease
                .edit()
                .editMetadata()
                .addToAnnotations(Labels.EPOCH, String.valueOf(h.epoch()))
                .endMetadata()
                .editSpec()
                .withHolderIdentity(h.identity())
                .withAcquireTime(time(h.since()))
                .endSpec()
                .build())
        .orElse(lease);
  }

  private static ZonedDateTime time(Instant since) {
    return since.truncatedTo(ChronoUnit.MILLIS).atZone(ZoneOffset.UTC);
  }
}
