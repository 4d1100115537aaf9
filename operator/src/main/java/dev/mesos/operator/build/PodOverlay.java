package dev.mesos.operator.build;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lays a user's pod template over the generated one, by these rules:
 *
 * <ul>
 *   <li>labels, annotations and node selector are added; the operator's own labels and annotations
 *       win;
 *   <li>single values (affinity, service account, priority class, scheduler, security context,
 *       grace period, DNS settings and so on) replace the generated ones;
 *   <li>tolerations, topology spread constraints and image pull secrets are taken over;
 *   <li>volumes, init containers and containers are added; of the generated volumes only the
 *       scratch volumes {@code work} and {@code tmp} can be replaced, by name;
 *   <li>the container named like the component is the daemon's own. Environment and volume mounts
 *       are added to it, and what the operator sets itself wins, but for {@code JDK_JAVA_OPTIONS};
 *       probes, resources, lifecycle and security context are replaced. Its image, command and
 *       arguments are not taken over: they have fields of their own in the resource.
 * </ul>
 */
final class PodOverlay {
  private static final Set<String> REPLACEABLE = Set.of("work", "tmp");
  private static final Set<String> OVERRIDABLE = Set.of("JDK_JAVA_OPTIONS");

  private PodOverlay() {}

  static PodTemplateSpec lay(PodTemplateSpec overlay, PodTemplateSpec under, String daemon) {
    PodTemplateSpec result = under.edit().build();
    ObjectMeta over = overlay.getMetadata();
    if (over != null) {
      ObjectMeta meta = result.getMetadata();
      meta.setLabels(union(over.getLabels(), meta.getLabels()));
      meta.setAnnotations(union(over.getAnnotations(), meta.getAnnotations()));
    }
    if (overlay.getSpec() != null) {
      spec(overlay.getSpec(), result.getSpec(), daemon);
    }
    return result;
  }

  private static void spec(PodSpec over, PodSpec spec, String daemon) {
    replace(over.getAffinity(), spec::setAffinity);
    replace(over.getServiceAccountName(), spec::setServiceAccountName);
    replace(over.getAutomountServiceAccountToken(), spec::setAutomountServiceAccountToken);
    replace(over.getPriorityClassName(), spec::setPriorityClassName);
    replace(over.getSchedulerName(), spec::setSchedulerName);
    replace(over.getRuntimeClassName(), spec::setRuntimeClassName);
    replace(over.getSecurityContext(), spec::setSecurityContext);
    replace(over.getTerminationGracePeriodSeconds(), spec::setTerminationGracePeriodSeconds);
    replace(over.getDnsPolicy(), spec::setDnsPolicy);
    replace(over.getDnsConfig(), spec::setDnsConfig);
    replace(over.getHostNetwork(), spec::setHostNetwork);
    replaceList(over.getHostAliases(), spec::setHostAliases);
    replaceList(over.getTolerations(), spec::setTolerations);
    replaceList(over.getTopologySpreadConstraints(), spec::setTopologySpreadConstraints);
    replaceList(over.getImagePullSecrets(), spec::setImagePullSecrets);
    if (over.getNodeSelector() != null && !over.getNodeSelector().isEmpty()) {
      spec.setNodeSelector(union(spec.getNodeSelector(), over.getNodeSelector()));
    }
    spec.setVolumes(merge(spec.getVolumes(), over.getVolumes(), Volume::getName, REPLACEABLE));
    replaceList(over.getInitContainers(), spec::setInitContainers);
    spec.setContainers(containers(spec.getContainers(), over.getContainers(), daemon));
  }

  private static List<Container> containers(
      List<Container> generated, @Nullable List<Container> over, String daemon) {
    List<Container> result = new ArrayList<>();
    for (Container container : generated) {
      result.add(find(over, daemon).map(o -> daemonContainer(o, container)).orElse(container));
    }
    for (Container extra : over == null ? List.<Container>of() : over) {
      if (!daemon.equals(extra.getName())) {
        result.add(extra);
      }
    }
    return result;
  }

  private static Optional<Container> find(@Nullable List<Container> containers, String name) {
    return containers == null
        ? Optional.empty()
        : containers.stream().filter(c -> name.equals(c.getName())).findFirst();
  }

  private static Container daemonContainer(Container over, Container generated) {
    Container result =
        new ContainerBuilder(generated)
            .withEnv(merge(generated.getEnv(), over.getEnv(), EnvVar::getName, OVERRIDABLE))
            .withVolumeMounts(
                merge(
                    generated.getVolumeMounts(),
                    over.getVolumeMounts(),
                    VolumeMount::getMountPath,
                    Set.of()))
            .build();
    replace(over.getResources(), result::setResources);
    replace(over.getSecurityContext(), result::setSecurityContext);
    replace(over.getStartupProbe(), result::setStartupProbe);
    replace(over.getReadinessProbe(), result::setReadinessProbe);
    replace(over.getLivenessProbe(), result::setLivenessProbe);
    replace(over.getLifecycle(), result::setLifecycle);
    replaceList(over.getEnvFrom(), result::setEnvFrom);
    return result;
  }

  private interface Setter<T> {
    void set(T value);
  }

  private static <T> void replace(@Nullable T value, Setter<T> setter) {
    if (value != null) {
      setter.set(value);
    }
  }

  private static <T> void replaceList(@Nullable List<T> value, Setter<List<T>> setter) {
    if (value != null && !value.isEmpty()) {
      setter.set(value);
    }
  }

  /** Both maps; {@code winner} where they disagree. */
  private static Map<String, String> union(
      @Nullable Map<String, String> loser, @Nullable Map<String, String> winner) {
    Map<String, String> result = new TreeMap<>();
    for (Map<String, String> map : Arrays.asList(loser, winner)) {
      if (map != null) {
        result.putAll(map);
      }
    }
    return result;
  }

  /** Both lists; of two items with one key the generated one, unless it may be replaced. */
  private static <T> List<T> merge(
      @Nullable List<T> generated,
      @Nullable List<T> over,
      Function<T, @Nullable String> key,
      Set<String> replaceable) {
    Map<String, T> result = new LinkedHashMap<>();
    for (T item : Objects.requireNonNullElse(generated, List.<T>of())) {
      result.put(Objects.requireNonNullElse(key.apply(item), ""), item);
    }
    for (T item : Objects.requireNonNullElse(over, List.<T>of())) {
      String name = Objects.requireNonNullElse(key.apply(item), "");
      if (replaceable.contains(name)) {
        result.put(name, item);
      } else {
        result.putIfAbsent(name, item);
      }
    }
    return new ArrayList<>(result.values());
  }
}
