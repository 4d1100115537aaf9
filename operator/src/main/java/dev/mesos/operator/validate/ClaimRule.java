package dev.mesos.operator.validate;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.Reason;
import dev.mesos.operator.validate.ValidatedCluster.External;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One external path, one cluster. Of two resources that claim the same path of the same ensemble,
 * or one inside the other, the older keeps it and the younger is refused, whatever the order in
 * which they are looked at. Ensembles count as the same if they have a server in common.
 *
 * <p>Clusters of other Kubernetes clusters cannot be seen here: the mark in the znode itself keeps
 * those apart.
 */
public final class ClaimRule {
  private static final Comparator<MesosCluster> AGE =
      Comparator.comparing((MesosCluster c) -> c.getMetadata().getCreationTimestamp())
          .thenComparing(c -> c.getMetadata().getUid());

  private final Validator validator;

  public ClaimRule(Validator validator) {
    this.validator = validator;
  }

  /** The refusal, if an older resource among {@code all} has the claim. */
  public Optional<Validation.Refused> check(
      MesosCluster resource, ValidatedCluster cluster, Collection<MesosCluster> all) {
    return claims(cluster)
        .flatMap(mine ->
            all.stream()
                .filter(other -> AGE.compare(other, resource) < 0)
                .filter(other -> conflicts(mine, other))
                .min(AGE))
        .map(older -> refusal(cluster, older));
  }

  private boolean conflicts(Claim mine, MesosCluster other) {
    return validator.validate(other) instanceof Validation.Valid valid
        && claims(valid.cluster()).filter(mine::overlaps).isPresent();
  }

  private static Optional<Claim> claims(ValidatedCluster cluster) {
    return cluster.zookeeper() instanceof External
        ? Optional.of(Claim.of(cluster.url()))
        : Optional.empty();
  }

  private static Validation.Refused refusal(ValidatedCluster cluster, MesosCluster older) {
    return new Validation.Refused(
        Reason.PathClaimed,
        "zookeeper.path: "
            + cluster.path()
            + " of this ensemble is claimed by the older MesosCluster "
            + older.getMetadata().getNamespace()
            + "/"
            + older.getMetadata().getName()
            + "; create this one with another path, or delete the other");
  }

  private record Claim(Set<String> servers, List<String> path) {
    static Claim of(ZooKeeperUrl url) {
      return new Claim(
          url.servers().stream()
              .map(s -> s.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet()),
          Stream.of(url.path().split("/", -1)).filter(s -> !s.isEmpty()).toList());
    }

    boolean overlaps(Claim other) {
      int common = Math.min(path.size(), other.path.size());
      return servers.stream().anyMatch(other.servers::contains)
          && path.subList(0, common).equals(other.path.subList(0, common));
    }
  }
}
