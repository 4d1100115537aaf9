package dev.mesos.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.Reason;
import dev.mesos.operator.testing.Clusters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRuleTest {
  private static final String OLD = "2026-01-01T00:00:00Z";
  private static final String YOUNG = "2026-01-02T00:00:00Z";
  private final ClaimRule rule = new ClaimRule(Clusters.VALIDATOR);

  @ParameterizedTest
  @CsvSource({
    "'a:2181', /m, 'a:2181', /m, true",
    "'a:2181', /m, 'A:2181,b:2181', /m, true",
    "'a:2181', /m, 'a:2181', /m/x, true",
    "'a:2181', /m/x, 'a:2181', /m, true",
    "'a:2181', /m, 'a:2181', /mm, false",
    "'a:2181', /m, 'b:2181', /m, false",
    "'a:2181', /m, 'a:2182', /m, false",
  })
  void theYoungerOfTwoClaimsOnOnePathIsRefused(
      String servers, String path, String otherServers, String otherPath, boolean conflict) {
    MesosCluster old = external("old", OLD, servers, path);
    MesosCluster young = external("young", YOUNG, otherServers, otherPath);
    assertThat(check(young, old).isPresent()).isEqualTo(conflict);
    assertThat(check(old, young)).isEmpty();
  }

  @Test
  void ofTwoOfTheSameAgeTheUidDecides() {
    MesosCluster a = external("a", OLD, "z:1", "/m");
    MesosCluster b = external("b", OLD, "z:1", "/m");
    assertThat(check(a, b)).isEmpty();
    assertThat(check(b, a))
        .get()
        .satisfies(refused -> {
          assertThat(refused.reason()).isEqualTo(Reason.PathClaimed);
          assertThat(refused.message()).contains("ns/a").contains("/m");
        });
  }

  @Test
  void managedEnsemblesDoNotMeet() {
    assertThat(
            check(
                Clusters.resource("b", YOUNG, "{zookeeper: {path: /m}}"),
                Clusters.resource("a", OLD, "{zookeeper: {path: /m}}")))
        .isEmpty();
  }

  private Optional<Validation.Refused> check(MesosCluster resource, MesosCluster other) {
    return rule.check(resource, Clusters.valid(resource), List.of(resource, other));
  }

  private static MesosCluster external(String name, String created, String servers, String path) {
    return Clusters.resource(
        name,
        created,
        "{zookeeper: {external: {servers: '%s'}, path: %s}}".formatted(servers, path));
  }
}
