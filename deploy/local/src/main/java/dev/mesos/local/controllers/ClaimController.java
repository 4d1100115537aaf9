package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives each claim a folder of its own as its volume, and deletes both when the claim is gone. */
final class ClaimController implements Controller.Reconciler {

  private static final String CLASS = "local";

  private final KubernetesClient client;
  private final Path folder;

  /**
   * @param folder where the volumes are
   */
  ClaimController(KubernetesClient client, Path folder) {
    this.client = client;
    this.folder = folder;
  }

  /** Creates the storage class that claims without one get. */
  void createStorageClass() {
    client
        .storage()
        .v1()
        .storageClasses()
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(CLASS)
                .withAnnotations(Map.of("storageclass.kubernetes.io/is-default-class", "true"))
                .endMetadata()
                .withProvisioner("mesos.dev/local-folder")
                .withReclaimPolicy("Delete")
                .withVolumeBindingMode("Immediate")
                .build())
        .create();
  }

  @Override
  public void reconcile(Controller.Key key) {
    PersistentVolumeClaim claim =
        client.persistentVolumeClaims().inNamespace(key.namespace()).withName(key.name()).get();
    if (claim == null) {
      return;
    }
    if (!Pods.terminating(claim)
        && (claim.getStatus() == null || !"Bound".equals(claim.getStatus().getPhase()))) {
      bind(claim);
    }
  }

  /** The claim is gone: so is its volume. */
  void released(PersistentVolumeClaim claim) {
    String volume = claim.getSpec().getVolumeName();
    if (volume == null || volume.isEmpty()) {
      return;
    }
    client.persistentVolumes().withName(volume).delete();
    try (Stream<Path> files = walk(folder.resolve(volume))) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the volume " + volume, e);
    }
  }

  private static Stream<Path> walk(Path path) throws IOException {
    return Files.exists(path) ? Files.walk(path) : Stream.empty();
  }

  private void bind(PersistentVolumeClaim claim) {
    String name = "pvc-" + claim.getMetadata().getUid();
    Path path = folder.resolve(name);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create the volume " + path, e);
    }
    Map<String, Quantity> capacity = claim.getSpec().getResources().getRequests();
    createVolume(claim, name, path, capacity);
    PersistentVolumeClaim bound =
        client
            .persistentVolumeClaims()
            .resource(claim)
            .edit(c ->
                new PersistentVolumeClaimBuilder(c)
                    .editSpec()
                    .withVolumeName(name)
                    .withVolumeMode("Filesystem")
                    .endSpec()
                    .build());
    bound.setStatus(
        new PersistentVolumeClaimStatusBuilder()
            .withPhase("Bound")
            .withAccessModes(claim.getSpec().getAccessModes())
            .withCapacity(capacity)
            .build());
    client.persistentVolumeClaims().resource(bound).updateStatus();
  }

  private void createVolume(
      PersistentVolumeClaim claim, String name, Path path, Map<String, Quantity> capacity) {
    PersistentVolume volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withAccessModes(claim.getSpec().getAccessModes())
            .withCapacity(capacity)
            .withPersistentVolumeReclaimPolicy("Delete")
            .withStorageClassName(
                claim.getSpec().getStorageClassName() == null
                    ? CLASS
                    : claim.getSpec().getStorageClassName())
            .withVolumeMode("Filesystem")
            .withClaimRef(
                new ObjectReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("PersistentVolumeClaim")
                    .withNamespace(claim.getMetadata().getNamespace())
                    .withName(claim.getMetadata().getName())
                    .withUid(claim.getMetadata().getUid())
                    .build())
            .withNewHostPath(path.toString(), "DirectoryOrCreate")
            .endSpec()
            .build();
    try {
      PersistentVolume created = client.persistentVolumes().resource(volume).create();
      created.setStatus(new PersistentVolumeStatusBuilder().withPhase("Bound").build());
      client.persistentVolumes().resource(created).updateStatus();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
