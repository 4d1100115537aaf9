package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart without a cluster: what {@code helm} makes of it. Skipped where there is no helm. */
class ChartTest {
  private static final Path CHART = Project.ROOT.resolve("charts/mesos-operator");
  private static final String CRD = "mesosclusters.mesos.dev-v1.yml";

  @TempDir Path folder;

  @Test
  void theCrdInTheChartIsTheGeneratedOne() {
    assertThat(CHART.resolve("files").resolve(CRD))
        .as("run: make manifests")
        .hasSameTextualContentAs(Project.ROOT.resolve("crds").resolve(CRD));
  }

  @Test
  void thePlainManifestsAreWhatTheChartGives() throws Exception {
    assumeHelm();

    Result result =
        run(List.of(Project.ROOT.resolve(".ci/manifests").toString(), folder.toString()));

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(Project.ROOT.resolve("deploy/operator/operator.yaml"))
        .as("run: make manifests")
        .hasSameTextualContentAs(folder.resolve("deploy/operator/operator.yaml"));
  }

  @Test
  void lintFindsNothing() throws Exception {
    assumeHelm();

    Result result = helm("lint", "--strict", CHART.toString());

    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void theCrdIsKeptAndSaysWhatTheGeneratedOneSays() throws Exception {
    CustomResourceDefinition rendered = only(CustomResourceDefinition.class, template());
    CustomResourceDefinition generated =
        Serialization.unmarshal(
            Files.readString(Project.ROOT.resolve("crds").resolve(CRD)),
            CustomResourceDefinition.class);

    assertThat(rendered.getSpec()).isEqualTo(generated.getSpec());
    assertThat(rendered.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
    assertThat(all(CustomResourceDefinition.class, template("crds.create=false"))).isEmpty();
  }

  @Test
  void everyNamespaceIsWatchedByAClusterRole() throws Exception {
    List<HasMetadata> resources = template("rbac.aggregate=false");

    assertThat(all(ClusterRole.class, resources)).hasSize(1);
    assertThat(names(Role.class, resources)).containsExactly("mesos-system/mesos-operator-lease");
    assertThat(environment(resources))
        .extracting(EnvVar::getName)
        .doesNotContain("QUARKUS_OPERATOR_SDK_NAMESPACES");
  }

  @Test
  void listedNamespacesAreWatchedByRoles() throws Exception {
    List<HasMetadata> resources = template("watchNamespaces={blue,green}", "rbac.aggregate=false");

    assertThat(all(ClusterRole.class, resources)).isEmpty();
    assertThat(names(Role.class, resources))
        .containsExactlyInAnyOrder(
            "blue/mesos-operator", "green/mesos-operator", "mesos-system/mesos-operator-lease");
    assertThat(environment(resources))
        .contains(new EnvVar("QUARKUS_OPERATOR_SDK_NAMESPACES", "blue,green", null));
  }

  @Test
  void noRuleSaysEverything() throws Exception {
    assertThat(all(ClusterRole.class, template()))
        .flatMap(ClusterRole::getRules)
        .allSatisfy(rule -> {
          assertThat(rule.getVerbs()).doesNotContain("*");
          assertThat(rule.getResources()).doesNotContain("*");
          assertThat(rule.getApiGroups()).doesNotContain("*");
        });
  }

  @Test
  void everyPodIsRestricted() throws Exception {
    List<HasMetadata> resources = template();
    PodSpec operator = only(Deployment.class, resources).getSpec().getTemplate().getSpec();
    PodSpec test = only(Pod.class, resources).getSpec();

    assertThat(Stream.of(operator, test))
        .allSatisfy(pod -> {
          assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
          assertThat(pod.getSecurityContext().getSeccompProfile().getType())
              .isEqualTo("RuntimeDefault");
          var container = pod.getContainers().getFirst().getSecurityContext();
          assertThat(container.getAllowPrivilegeEscalation()).isFalse();
          assertThat(container.getReadOnlyRootFilesystem()).isTrue();
          assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "images.tag=0.1.0, mesos-master:0.1.0",
    "images.registry=registry.example:5000/mesos/, registry.example:5000/mesos/mesos-master:dev",
    "images.master=other.example/master:7, other.example/master:7",
    "images.master=other.example/master@sha256:abc, other.example/master@sha256:abc"
  })
  void imagesAreNamedByRegistryNameAndTag(String value, String image) throws Exception {
    assertThat(environment(template(value)))
        .contains(new EnvVar("MESOS_MASTER_IMAGE", image, null));
  }

  @ParameterizedTest
  @CsvSource({
    "replicas=6, /replicas",
    "images.registry=registry.example, /images/registry",
    "images.pullPolicy=Sometimes, /images/pullPolicy",
    "watchNamespaces={Blue}, /watchNamespaces/0",
    "watchNamespace=blue, watchNamespace",
    "serviceAccount.create=false, serviceAccount.name is needed"
  })
  void valuesThatMeanNothingAreRefused(String value, String complaint) throws Exception {
    assumeHelm();

    Result result = helm("template", "mesos-operator", CHART.toString(), "--set", value);

    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains(complaint);
  }

  private static void assumeHelm() {
    assumeTrue(Installation.Helm.isAvailable(), "there is no helm on the PATH");
  }

  private List<HasMetadata> template(String... values) throws Exception {
    assumeHelm();
    List<String> arguments =
        new ArrayList<>(List.of("template", "mesos-operator", CHART.toString()));
    arguments.addAll(List.of("--namespace", Operator.NAMESPACE));
    for (String value : values) {
      arguments.addAll(List.of("--set", value));
    }
    Result result = helm(arguments.toArray(String[]::new));
    assertThat(result.exit()).as(result.output()).isZero();
    return Stream.of(result.output().split("(?m)^---$", -1))
        .filter(document -> document.contains("kind:"))
        .map(document -> (HasMetadata) new KubernetesSerialization().unmarshal(document))
        .toList();
  }

  private static List<EnvVar> environment(List<HasMetadata> resources) {
    return only(Deployment.class, resources)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv();
  }

  private static <T extends HasMetadata> T only(Class<T> type, List<HasMetadata> resources) {
    List<T> found = all(type, resources);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static <T extends HasMetadata> List<T> all(Class<T> type, List<HasMetadata> resources) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T extends HasMetadata> List<String> names(
      Class<T> type, List<HasMetadata> resources) {
    return all(type, resources).stream()
        .map(HasMetadata::getMetadata)
        .map(metadata -> metadata.getNamespace() + "/" + metadata.getName())
        .collect(Collectors.toList());
  }

  private Result helm(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("helm"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** How a command ended and what it printed. */
  private record Result(int exit, String output) {}
}
