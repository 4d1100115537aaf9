package dev.mesos.local;

import static org.awaitility.Awaitility.await;

import dev.mesos.local.SharedCluster.Site;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Pods made of shell scripts, and questions about them. */
public final class TestPods {

  /** Longer than anything takes on a busy machine. */
  public static final Duration LONG = Duration.ofSeconds(40);

  /** Goes on until SIGTERM, and ends at once then. */
  public static final String FOREVER = "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done";

  private TestPods() {}

  /** A container named main that runs a script. */
  public static ContainerBuilder container(String script) {
    return new ContainerBuilder().withName("main").withImage("sh").withArgs(script);
  }

  public static PodBuilder pod(Site site, String name, ContainerBuilder container) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(site.namespace())
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(5L)
        .withContainers(container.build())
        .endSpec();
  }

  public static PodTemplateSpec template(String app, ContainerBuilder container) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Map.of("app", app))
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(5L)
        .withContainers(container.build())
        .endSpec()
        .build();
  }

  public static Pod create(Site site, PodBuilder pod) {
    return site.client().pods().resource(pod.build()).create();
  }

  public static Pod get(Site site, String name) {
    return site.client().pods().inNamespace(site.namespace()).withName(name).get();
  }

  public static Pod until(Site site, String name, Predicate<Pod> condition) {
    await(name)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          Pod pod = get(site, name);
          return pod != null && pod.getStatus() != null && condition.test(pod);
        });
    return get(site, name);
  }

  public static void untilGone(Site site, String name) {
    await(name)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(site, name) == null);
  }

  public static boolean ready(Pod pod) {
    return condition(pod, "Ready").equals("True");
  }

  public static boolean phase(Pod pod, String phase) {
    return phase.equals(pod.getStatus().getPhase());
  }

  public static String condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(c -> c.getStatus())
        .findFirst()
        .orElse("");
  }

  public static ContainerStatus main(Pod pod) {
    List<ContainerStatus> all = pod.getStatus().getContainerStatuses();
    return all.getFirst();
  }

  /** The log of a container's instance, from its file. */
  public static String log(Site site, Pod pod, String container, int instance) {
    Path file =
        site.cluster()
            .dataDir()
            .resolve("logs")
            .resolve(site.namespace())
            .resolve(pod.getMetadata().getName())
            .resolve(pod.getMetadata().getUid())
            .resolve(container + "." + instance + ".log");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reasons of a pod's events, oldest first. */
  public static List<String> events(Site site, String name) {
    return site.client().v1().events().inNamespace(site.namespace()).list().getItems().stream()
        .filter(e -> name.equals(e.getInvolvedObject().getName()))
        .sorted(Comparator.comparing(e -> e.getMetadata().getName()))
        .flatMap(e -> Stream.of(e.getReason()))
        .toList();
  }
}
