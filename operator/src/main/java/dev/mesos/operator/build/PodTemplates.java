package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.validate.PodSettings;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pods of all components have in common: the restricted Pod Security Standard, a read-only
 * root file system with a scratch {@code /tmp}, no token of a service account, one pod a node where
 * there are enough nodes.
 */
final class PodTemplates {
  /** Where a container may say who it was; shown in the pod's status once it has ended. */
  static final String TERMINATION_LOG = "/dev/termination-log";

  private static final long USER = 10001;
  private static final int SPREAD_WEIGHT = 100;
  private static final String TMP = "tmp";

  private PodTemplates() {}

  /**
   * What a component adds.
   *
   * @param checksum of what the pods read at their start
   */
  record Parts(
      Component component,
      PodSettings settings,
      long gracePeriodSeconds,
      String checksum,
      List<ContainerPort> ports,
      List<String> args,
      List<EnvVar> env,
      ProbeSet probes,
      List<Volume> volumes,
      List<VolumeMount> mounts) {}

  static PodTemplateSpec of(ClusterId id, Parts parts) {
    Component component = parts.component();
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.of(id, component))
            .addToAnnotations(Labels.CONFIG_CHECKSUM, parts.checksum())
            .endMetadata()
            .withNewSpec()
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(parts.gracePeriodSeconds())
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(USER)
            .withRunAsGroup(USER)
            .withFsGroup(USER)
            .withFsGroupChangePolicy("OnRootMismatch")
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withAffinity(spread(id, component))
            .withContainers(container(parts))
            .withVolumes(volumes(parts.volumes()))
            .endSpec()
            .build();
    return parts
        .settings()
        .overlay()
        .map(overlay -> PodOverlay.lay(overlay, template, component.label()))
        .orElse(template);
  }

  private static Container container(Parts parts) {
    PodSettings settings = parts.settings();
    return new ContainerBuilder()
        .withName(parts.component().label())
        .withImage(settings.image())
        .withImagePullPolicy("IfNotPresent")
        .withTerminationMessagePath(TERMINATION_LOG)
        .withArgs(parts.args())
        .withEnv(env(parts))
        .withPorts(parts.ports())
        .withNewResources()
        .withRequests(settings.requests())
        .withLimits(settings.limits())
        .endResources()
        .withStartupProbe(parts.probes().startup())
        .withReadinessProbe(parts.probes().readiness())
        .withLivenessProbe(parts.probes().liveness())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(mounts(parts.mounts()))
        .build();
  }

  /** A variable may only refer to those before it, so the pod's own identity comes first. */
  private static List<EnvVar> env(Parts parts) {
    List<EnvVar> env = new ArrayList<>();
    env.add(Env.field("POD_NAME", "metadata.name"));
    env.add(Env.field("POD_NAMESPACE", "metadata.namespace"));
    env.add(Env.field("POD_IP", "status.podIP"));
    env.add(Env.value("JDK_JAVA_OPTIONS", "-Xmx" + parts.settings().heapMebibytes() + "m"));
    env.addAll(parts.env());
    return env;
  }

  private static List<Volume> volumes(List<Volume> own) {
    List<Volume> volumes = new ArrayList<>(own);
    volumes.add(scratch(TMP));
    return volumes;
  }

  private static List<VolumeMount> mounts(List<VolumeMount> own) {
    List<VolumeMount> mounts = new ArrayList<>(own);
    mounts.add(mount(TMP, "/tmp"));
    return mounts;
  }

  static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }

  static VolumeMount readOnly(String name, String path) {
    return mount(name, path).edit().withReadOnly(true).build();
  }

  /** Preferred, not required: a cluster on one node is allowed, only less available. */
  private static Affinity spread(ClusterId id, Component component) {
    return new AffinityBuilder()
        .withNewPodAntiAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(SPREAD_WEIGHT)
        .withNewPodAffinityTerm()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .withMatchLabels(Labels.selector(id, component))
        .endLabelSelector()
        .endPodAffinityTerm()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .build();
  }
}
