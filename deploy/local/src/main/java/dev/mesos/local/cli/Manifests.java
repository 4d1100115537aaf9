package dev.mesos.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Applies manifests server-side, as {@code kubectl apply --server-side -k} or {@code -f} does. */
final class Manifests {

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("quickstart")
          .withForce(true)
          .build();

  private Manifests() {}

  /**
   * Applies a file, or a folder with a {@code kustomization.yaml} that lists resources and nothing
   * else.
   *
   * @param namespace for objects that do not name theirs
   */
  static void apply(KubernetesClient client, Path path, String namespace) throws IOException {
    for (Path file : files(path)) {
      try (InputStream in = Files.newInputStream(file)) {
        for (HasMetadata object : client.load(in).items()) {
          client.resource(object).inNamespace(namespace(object, namespace)).patch(APPLY);
          if (object instanceof CustomResourceDefinition) {
            awaitEstablished(client, object.getMetadata().getName());
          }
        }
      }
    }
  }

  /** Until then the API server does not know the type. */
  private static void awaitEstablished(KubernetesClient client, String name) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(name)
        .waitUntilCondition(
            crd ->
                crd != null
                    && crd.getStatus() != null
                    && crd.getStatus().getConditions() != null
                    && crd.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            30,
            TimeUnit.SECONDS);
  }

  private static String namespace(HasMetadata object, String fallback) {
    String own = object.getMetadata().getNamespace();
    return own == null || own.isEmpty() ? fallback : own;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    JsonNode kustomization = new YAMLMapper().readTree(path.resolve("kustomization.yaml").toFile());
    List<Path> result = new ArrayList<>();
    for (JsonNode resource : kustomization.path("resources")) {
      result.addAll(files(path.resolve(resource.asText()).normalize()));
    }
    return result;
  }
}
