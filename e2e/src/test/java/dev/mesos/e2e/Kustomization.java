package dev.mesos.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a kustomization that does nothing but list files, which is all that ours do. */
record Kustomization(Path folder) {

  static Kustomization of(Path folder) {
    return new Kustomization(folder);
  }

  /** All resources, in the order in which they are listed. */
  List<HasMetadata> resources() {
    JsonNode kustomization =
        Serialization.unmarshal(read(folder.resolve("kustomization.yaml")), JsonNode.class);
    return StreamSupport.stream(kustomization.path("resources").spliterator(), false)
        .map(entry -> folder.resolve(entry.asText()).normalize())
        .flatMap(Kustomization::load)
        .toList();
  }

  private static Stream<HasMetadata> load(Path path) {
    if (Files.isDirectory(path)) {
      return of(path).resources().stream();
    }
    Object content = Serialization.unmarshal(read(path));
    return switch (content) {
      case KubernetesList list -> list.getItems().stream();
      case List<?> list -> list.stream().map(HasMetadata.class::cast);
      case HasMetadata single -> Stream.of(single);
      default -> throw new IllegalStateException(path + " holds no Kubernetes resource");
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
