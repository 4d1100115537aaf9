package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod's volumes as folders of this machine. ConfigMap, Secret and downward API volumes are
 * written anew by each {@link #prepare}, file by file and atomically, so that a running pod sees
 * changes.
 */
final class Volumes {

  private final Path root;
  private final ObjectSource objects;
  private final DownwardApi downward;

  /**
   * @param root the folder under which the pod's own volumes live
   */
  Volumes(Path root, ObjectSource objects, DownwardApi downward) {
    this.root = root;
    this.objects = objects;
    this.downward = downward;
  }

  /**
   * Creates or refreshes all folders.
   *
   * @return volume name to folder
   * @throws MissingReferenceException if something that is not optional is missing
   */
  Map<String, Path> prepare(Pod pod, String podIp) throws IOException {
    Map<String, Path> folders = new LinkedHashMap<>();
    if (pod.getSpec().getVolumes() != null) {
      for (Volume volume : pod.getSpec().getVolumes()) {
        folders.put(volume.getName(), prepare(pod, podIp, volume));
      }
    }
    return folders;
  }

  /** Where a container's mounts are on this machine. */
  static MountPaths mounts(Container container, Map<String, Path> folders) throws IOException {
    Map<String, Path> result = new LinkedHashMap<>();
    if (container.getVolumeMounts() == null) {
      return new MountPaths(result);
    }
    for (VolumeMount mount : container.getVolumeMounts()) {
      Path folder = folders.get(mount.getName());
      if (folder == null) {
        throw new MissingReferenceException("volume \"" + mount.getName() + "\" not found");
      }
      if (mount.getSubPath() != null && !mount.getSubPath().isEmpty()) {
        folder = folder.resolve(mount.getSubPath());
        if (!Files.exists(folder)) {
          Files.createDirectories(folder);
        }
      }
      String path = mount.getMountPath();
      result.put(
          path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
          folder);
    }
    return new MountPaths(result);
  }

  private Path prepare(Pod pod, String podIp, Volume volume) throws IOException {
    String namespace = pod.getMetadata().getNamespace();
    if (volume.getPersistentVolumeClaim() != null) {
      String claim = volume.getPersistentVolumeClaim().getClaimName();
      return objects
          .claimFolder(namespace, claim)
          .orElseThrow(() ->
              new MissingReferenceException(
                  "persistentvolumeclaim \"" + claim + "\" not found or not bound"));
    }
    if (volume.getHostPath() != null) {
      return Path.of(volume.getHostPath().getPath());
    }
    Path folder = Files.createDirectories(root.resolve(volume.getName()));
    if (volume.getConfigMap() != null) {
      configMap(
          namespace,
          volume.getConfigMap().getName(),
          volume.getConfigMap().getItems(),
          volume.getConfigMap().getOptional(),
          new Writer(folder, volume.getConfigMap().getDefaultMode()));
    } else if (volume.getSecret() != null) {
      secret(
          namespace,
          volume.getSecret().getSecretName(),
          volume.getSecret().getItems(),
          volume.getSecret().getOptional(),
          new Writer(folder, volume.getSecret().getDefaultMode()));
    } else if (volume.getDownwardAPI() != null) {
      Writer writer = new Writer(folder, volume.getDownwardAPI().getDefaultMode());
      downward(pod, podIp, volume.getDownwardAPI().getItems(), writer);
    } else if (volume.getProjected() != null && volume.getProjected().getSources() != null) {
      Writer writer = new Writer(folder, volume.getProjected().getDefaultMode());
      for (VolumeProjection source : volume.getProjected().getSources()) {
        projected(pod, podIp, source, writer);
      }
    } else if (volume.getEmptyDir() == null) {
      throw new MissingReferenceException(
          "volume \"" + volume.getName() + "\" is of a type that the embedded cluster lacks");
    }
    return folder;
  }

  private void projected(Pod pod, String podIp, VolumeProjection source, Writer writer)
      throws IOException {
    String namespace = pod.getMetadata().getNamespace();
    if (source.getConfigMap() != null) {
      configMap(
          namespace,
          source.getConfigMap().getName(),
          source.getConfigMap().getItems(),
          source.getConfigMap().getOptional(),
          writer);
    }
    if (source.getSecret() != null) {
      secret(
          namespace,
          source.getSecret().getName(),
          source.getSecret().getItems(),
          source.getSecret().getOptional(),
          writer);
    }
    if (source.getDownwardAPI() != null) {
      downward(pod, podIp, source.getDownwardAPI().getItems(), writer);
    }
  }

  private void configMap(
      String namespace,
      String name,
      @Nullable List<KeyToPath> items,
      @Nullable Boolean optional,
      Writer writer)
      throws IOException {
    Optional<ConfigMap> map = objects.configMap(namespace, name);
    if (map.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingReferenceException("configmap \"" + name + "\" not found");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    map.map(ConfigMap::getData)
        .ifPresent(d -> d.forEach((k, v) -> files.put(k, v.getBytes(StandardCharsets.UTF_8))));
    map.map(ConfigMap::getBinaryData)
        .ifPresent(d -> d.forEach((k, v) -> files.put(k, Base64.getDecoder().decode(v))));
    writer.write(files, items, optional, "configmap \"" + name + "\"");
  }

  private void secret(
      String namespace,
      String name,
      @Nullable List<KeyToPath> items,
      @Nullable Boolean optional,
      Writer writer)
      throws IOException {
    Optional<Secret> secret = objects.secret(namespace, name);
    if (secret.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingReferenceException("secret \"" + name + "\" not found");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    secret
        .map(Secret::getData)
        .ifPresent(d -> d.forEach((k, v) -> files.put(k, Base64.getDecoder().decode(v))));
    writer.write(files, items, optional, "secret \"" + name + "\"");
  }

  private void downward(
      Pod pod, String podIp, @Nullable List<DownwardAPIVolumeFile> items, Writer writer)
      throws IOException {
    if (items == null) {
      return;
    }
    for (DownwardAPIVolumeFile item : items) {
      String value =
          item.getFieldRef() != null
              ? downward.field(pod, podIp, item.getFieldRef())
              : downward.resource(
                  container(pod, item.getResourceFieldRef().getContainerName()),
                  item.getResourceFieldRef());
      writer.file(item.getPath(), value.getBytes(StandardCharsets.UTF_8), item.getMode());
    }
  }

  private static Container container(Pod pod, String name) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new MissingReferenceException("container " + name + " not found"));
  }

  /** Writes the files of one volume. */
  private record Writer(Path folder, @Nullable Integer defaultMode) {

    void write(
        Map<String, byte[]> files,
        @Nullable List<KeyToPath> items,
        @Nullable Boolean optional,
        String what)
        throws IOException {
      if (items == null || items.isEmpty()) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          file(file.getKey(), file.getValue(), null);
        }
        return;
      }
      for (KeyToPath item : items) {
        byte[] content = files.get(item.getKey());
        if (content != null) {
          file(item.getPath(), content, item.getMode());
        } else if (!Boolean.TRUE.equals(optional)) {
          throw new MissingReferenceException(what + " has no key " + item.getKey());
        }
      }
    }

    void file(String path, byte[] content, @Nullable Integer mode) throws IOException {
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("Path " + path + " leaves its volume.");
      }
      int effective = mode != null ? mode : defaultMode != null ? defaultMode : 0644;
      Folders.replace(file, content, effective);
    }
  }
}
