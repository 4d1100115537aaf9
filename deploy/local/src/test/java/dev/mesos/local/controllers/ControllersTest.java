package dev.mesos.local.controllers;

import static dev.mesos.local.TestPods.FOREVER;
import static dev.mesos.local.TestPods.LONG;
import static dev.mesos.local.TestPods.container;
import static dev.mesos.local.TestPods.pod;
import static dev.mesos.local.TestPods.template;
import static dev.mesos.local.TestPods.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.local.SharedCluster;
import dev.mesos.local.SharedCluster.Site;
import dev.mesos.local.TestPods;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ControllersTest {

  @Test
  void aStatefulSetRollsScalesAndKeepsItsClaims(Site site) {
    create(site, set(site, 2, "Parallel", "1"));
    StatefulSet first = untilSet(site, s -> ready(s, 2));
    String revision = first.getStatus().getCurrentRevision();
    Pod pod = TestPods.get(site, "s-1");
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("controller-revision-hash", revision)
        .containsEntry("statefulset.kubernetes.io/pod-name", "s-1");
    assertThat(pod.getSpec().getHostname()).isEqualTo("s-1");
    assertThat(pod.getSpec().getSubdomain()).isEqualTo("h");
    assertThat(claim(site, "data-s-1")).isTrue();

    edit(
        site,
        s ->
            new StatefulSetBuilder(s)
                .editSpec()
                .withTemplate(template("s", container("echo 2; " + FOREVER)))
                .endSpec()
                .build());
    StatefulSet rolled =
        untilSet(
            site,
            s ->
                ready(s, 2)
                    && !s.getStatus().getCurrentRevision().equals(revision)
                    && s.getStatus().getUpdatedReplicas() == 2);
    assertThat(rolled.getStatus().getCurrentRevision())
        .isEqualTo(rolled.getStatus().getUpdateRevision());
    assertThat(TestPods.get(site, "s-1").getMetadata().getUid())
        .isNotEqualTo(pod.getMetadata().getUid());

    edit(site, s -> new StatefulSetBuilder(s).editSpec().withReplicas(1).endSpec().build());
    TestPods.untilGone(site, "s-1");
    await().atMost(LONG).until(() -> !claim(site, "data-s-1"));
    assertThat(claim(site, "data-s-0")).isTrue();

    site.client().apps().statefulSets().inNamespace(site.namespace()).withName("s").delete();
    TestPods.untilGone(site, "s-0");
    await().during(Duration.ofMillis(300)).atMost(LONG).until(() -> claim(site, "data-s-0"));
  }

  @Test
  void orderedPodsStartOneAfterTheOther(Site site) {
    create(site, set(site, 2, "OrderedReady", "1"));
    untilSet(site, s -> ready(s, 2));
    Pod zero = TestPods.get(site, "s-0");
    Pod one = TestPods.get(site, "s-1");
    assertThat(one.getMetadata().getCreationTimestamp()).isGreaterThanOrEqualTo(readySince(zero));
  }

  @Test
  void aPodThatIsDeletedComesBackUnderItsName(Site site) {
    create(site, set(site, 1, "Parallel", "1"));
    untilSet(site, s -> ready(s, 1));
    String uid = TestPods.get(site, "s-0").getMetadata().getUid();
    site.client().pods().inNamespace(site.namespace()).withName("s-0").delete();
    until(site, "s-0", p -> !p.getMetadata().getUid().equals(uid) && TestPods.ready(p));
  }

  @Test
  void aDeploymentRollsOver(Site site) {
    site.client()
        .apps()
        .deployments()
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("d")
                .withNamespace(site.namespace())
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "d")
                .endSelector()
                .withTemplate(template("d", container("echo 1; " + FOREVER)))
                .endSpec()
                .build())
        .create();
    untilDeployment(site, 2, "1");
    site.client()
        .apps()
        .deployments()
        .inNamespace(site.namespace())
        .withName("d")
        .edit(d ->
            new DeploymentBuilder(d)
                .editSpec()
                .withTemplate(template("d", container("echo 2; " + FOREVER)))
                .endSpec()
                .build());
    untilDeployment(site, 2, "2");
    site.client().apps().deployments().inNamespace(site.namespace()).withName("d").scale(0);
    await()
        .atMost(LONG)
        .until(
            () -> site.client().pods().inNamespace(site.namespace()).list().getItems().isEmpty());
  }

  @Test
  void aServiceFollowsLabelsAndReadiness(Site site) {
    service(site, "ready-only", "None", false);
    service(site, "all", "None", true);
    TestPods.create(
        site,
        pod(site, "in", container(FOREVER))
            .editMetadata()
            .withLabels(Map.of("app", "x"))
            .endMetadata());
    TestPods.create(
        site,
        pod(
                site,
                "unready",
                container(FOREVER)
                    .withNewReadinessProbe()
                    .withNewExec()
                    .withCommand("false")
                    .endExec()
                    .endReadinessProbe())
            .editMetadata()
            .withLabels(Map.of("app", "x"))
            .endMetadata());
    Pod in = until(site, "in", TestPods::ready);
    Pod unready = until(site, "unready", p -> TestPods.phase(p, "Running"));
    String inIp = in.getStatus().getPodIP();
    String unreadyIp = unready.getStatus().getPodIP();
    untilEndpoints(site, "ready-only", List.of(inIp));
    untilEndpoints(site, "all", List.of(inIp, unreadyIp));

    site.client()
        .pods()
        .inNamespace(site.namespace())
        .withName("in")
        .edit(p ->
            new io.fabric8.kubernetes.api.model.PodBuilder(p)
                .editMetadata()
                .addToLabels("app", "y")
                .endMetadata()
                .build());
    untilEndpoints(site, "ready-only", List.of());
    untilEndpoints(site, "all", List.of(unreadyIp));
  }

  @Test
  void namesResolveInAJvm(Site site) throws Exception {
    service(site, "h", "None", true);
    create(site, set(site, 1, "Parallel", "1"));
    untilSet(site, s -> ready(s, 1));
    String ip = TestPods.get(site, "s-0").getStatus().getPodIP();
    TestPods.create(
        site,
        pod(
            site,
            "p",
            container("")
                .withArgs()
                .withCommand(
                    "java",
                    "-cp",
                    classes(),
                    LookUp.class.getName(),
                    "s-0.h." + site.namespace() + ".svc.cluster.local",
                    "s-0.h",
                    "h")));
    Pod pod = until(site, "p", p -> !TestPods.log(site, p, "main", 0).isEmpty());
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(TestPods.log(site, pod, "main", 0)).isEqualTo((ip + "\n").repeat(3)));
  }

  @Test
  void aBudgetCountsHealthyPods(Site site) {
    site.client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("b")
                .withNamespace(site.namespace())
                .endMetadata()
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withNewSelector()
                .addToMatchLabels("app", "s")
                .endSelector()
                .endSpec()
                .build())
        .create();
    create(site, set(site, 2, "Parallel", "1"));
    await()
        .atMost(LONG)
        .until(() -> {
          var status =
              site.client()
                  .policy()
                  .v1()
                  .podDisruptionBudget()
                  .inNamespace(site.namespace())
                  .withName("b")
                  .get()
                  .getStatus();
          return status != null
              && Integer.valueOf(2).equals(status.getCurrentHealthy())
              && status.getDisruptionsAllowed() == 1
              && status.getDesiredHealthy() == 1;
        });
  }

  private static String classes() throws Exception {
    return java.nio.file.Path.of(
            LookUp.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static void untilEndpoints(Site site, String service, List<String> addresses) {
    await(service)
        .atMost(LONG)
        .untilAsserted(() -> {
          EndpointSlice slice =
              site.client()
                  .discovery()
                  .v1()
                  .endpointSlices()
                  .inNamespace(site.namespace())
                  .withName(service + "-local")
                  .get();
          List<String> ready =
              slice.getEndpoints().stream()
                  .filter(e -> e.getConditions().getReady())
                  .map(Endpoint::getAddresses)
                  .flatMap(List::stream)
                  .toList();
          assertThat(ready).containsExactlyInAnyOrderElementsOf(addresses);
        });
  }

  private static void service(Site site, String name, String ip, boolean all) {
    site.client()
        .services()
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(site.namespace())
                .endMetadata()
                .withNewSpec()
                .withClusterIP(ip)
                .withPublishNotReadyAddresses(all)
                .addToSelector("app", name.equals("h") ? "s" : "x")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  private static void untilDeployment(Site site, int replicas, String output) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          List<Pod> pods =
              site.client()
                  .pods()
                  .inNamespace(site.namespace())
                  .withLabel("app", "d")
                  .list()
                  .getItems();
          assertThat(pods).hasSize(replicas).allMatch(TestPods::ready);
          assertThat(pods).allMatch(p -> TestPods.log(site, p, "main", 0).startsWith(output));
          var status =
              site.client()
                  .apps()
                  .deployments()
                  .inNamespace(site.namespace())
                  .withName("d")
                  .get()
                  .getStatus();
          assertThat(status.getAvailableReplicas()).isEqualTo(replicas);
          assertThat(status.getUpdatedReplicas()).isEqualTo(replicas);
        });
  }

  private static String readySince(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getLastTransitionTime();
  }

  private static boolean claim(Site site, String name) {
    var claim =
        site.client().persistentVolumeClaims().inNamespace(site.namespace()).withName(name).get();
    return claim != null
        && claim.getStatus() != null
        && "Bound".equals(claim.getStatus().getPhase());
  }

  private static boolean ready(StatefulSet set, int replicas) {
    StatefulSetStatus status = set.getStatus();
    return status != null
        && Integer.valueOf(replicas).equals(status.getReadyReplicas())
        && set.getMetadata().getGeneration().equals(status.getObservedGeneration());
  }

  private static StatefulSet untilSet(Site site, Predicate<StatefulSet> condition) {
    await().atMost(LONG).until(() -> condition.test(get(site)));
    return get(site);
  }

  private static StatefulSet get(Site site) {
    return site.client().apps().statefulSets().inNamespace(site.namespace()).withName("s").get();
  }

  private static void edit(Site site, UnaryOperator<StatefulSet> change) {
    site.client().apps().statefulSets().inNamespace(site.namespace()).withName("s").edit(change);
  }

  private static void create(Site site, StatefulSetBuilder set) {
    site.client().apps().statefulSets().resource(set.build()).create();
  }

  private static StatefulSetBuilder set(Site site, int replicas, String policy, String output) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("s")
        .withNamespace(site.namespace())
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withServiceName("h")
        .withPodManagementPolicy(policy)
        .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Delete")
        .withNewSelector()
        .addToMatchLabels("app", "s")
        .endSelector()
        .withTemplate(template("s", container("echo " + output + "; " + FOREVER)))
        .addToVolumeClaimTemplates(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build())
        .endSpec();
  }
}
