package dev.mesos.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.Access;
import dev.mesos.crds.DeletionPolicy;
import dev.mesos.crds.Reason;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.validate.ValidatedCluster.External;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {
  @Test
  void anEmptySpecIsAWholeCluster() {
    ValidatedCluster cluster = Clusters.valid("{}");
    assertThat(cluster.path()).isEqualTo("/ns/demo");
    assertThat(cluster.access()).isEqualTo(Access.Digest);
    assertThat(cluster.deletionPolicy()).isEqualTo(DeletionPolicy.Delete);
    assertThat(cluster.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(((Managed) cluster.zookeeper()).quorum()).isEqualTo(2);
    assertThat(cluster.masters().replicas()).isEqualTo(3);
    assertThat(cluster.slaves().replicas()).isEqualTo(2);
    assertThat(cluster.slaves().offers())
        .isEqualTo("cpus:1;mem:1024;disk:1024;ports:[31000-32000]");
    assertThat(cluster.url().toString())
        .isEqualTo(
            "zk://demo-zookeeper-0.demo-zookeeper-headless.ns.svc:2181,demo-zookeeper-1.demo-zookeeper-headless.ns.svc:2181,demo-zookeeper-2.demo-zookeeper-headless.ns.svc:2181/ns/demo");
  }

  @Test
  void anExternalEnsembleIsTakenAsItIs() {
    ValidatedCluster cluster =
        Clusters.valid("{zookeeper: {external: {servers: 'a:2181,b:2182'}, path: /m}}");
    assertThat(cluster.zookeeper()).isEqualTo(new External(Optional.empty(), Optional.empty()));
    assertThat(cluster.url().toString()).isEqualTo("zk://a:2181,b:2182/m");
  }

  @Test
  void theTickOfAnExternalEnsembleMayBeGiven() {
    ValidatedCluster cluster =
        Clusters.valid("{zookeeper: {external: {servers: 'a:2181', tickTime: 3s}, path: /m}}");
    assertThat(cluster.zookeeper())
        .isEqualTo(new External(Optional.empty(), Optional.of(Duration.ofSeconds(3))));
  }

  @Test
  void theHeapIsHalfOfTheMemoryLimit() {
    ValidatedCluster cluster = Clusters.valid("{masters: {resources: {limits: {memory: 1Gi}}}}");
    assertThat(cluster.masters().pods().heapMebibytes()).isEqualTo(512);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{zookeeper: {sessionTimeout: 10}} | zookeeper.sessionTimeout",
        "{zookeeper: {sessionTimeout: 1s}} | zookeeper.sessionTimeout",
        "{zookeeper: {external: {servers: 'a:1', tickTime: 1ms}, path: /m}} | zookeeper.external.tickTime",
        "{zookeeper: {replicas: 2}} | zookeeper.replicas",
        "{zookeeper: {external: {servers: ''}}} | zookeeper.external.servers",
        "{masters: {resources: {limits: {memory: 20Mi}}}} | masters.resources.limits.memory",
        "{slaves: {offers: {mem: -1Gi}}} | slaves.offers.mem",
      })
  void whatASchemaLetsThroughIsRefusedByName(String spec, String field) {
    Validation validation = Clusters.VALIDATOR.validate(Clusters.resource(spec));
    assertThat(validation)
        .isInstanceOfSatisfying(
            Validation.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.InvalidSpec);
              assertThat(refused.message()).startsWith(field);
            });
  }
}
