package dev.mesos.operator.build;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 *   <li>volumes, init containers and containers are matched by name: new ones are added, volumes of
 *       the same name replaced. The container named like the component is the daemon's own: of it,
 *       environment (by name), volume mounts (by path), probes, resources and security context are
 *       taken over; its image, command and arguments are not, they have fields of their own in the
 *       resource.
 * </ul>
 */
final class PodOverlay {
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
    spec.setVolumes(merge(spec.getVolumes(), over.getVolumes(), v -> v.getName()));
    spec.setInitContainers(
        merge(spec.getInitContainers(), over.getInitContainers(), c -> c.getName()));
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
            .withEnv(merge(generated.getEnv(), over.getEnv(), e -> e.getName()))
            .withVolumeMounts(
                merge(generated.getVolumeMounts(), over.getVolumeMounts(), m -> m.getMountPath()))
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
    for (Map<String, String> map : java.util.Arrays.asList(loser, winner)) {
      if (map != null) {
        result.putAll(map);
      }
    }
    return result;
  }

  private static <T> List<T> merge(
      @Nullable List<T> under, @Nullable List<T> over, Function<T, @Nullable String> key) {
    Map<String, T> result = new LinkedHashMap<>();
    for (List<T> list : java.util.Arrays.asList(under, over)) {
      if (list != null) {
        list.forEach(item -> result.put(Objects.requireNonNullElse(key.apply(item), ""), item));
      }
    }
    return new ArrayList<>(result.values());
  }
}
