package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The API server takes and refuses what the CRD says, with messages that say what to write instead.
 * One file a rule; its documents are applied one after another to one object. Of an {@code
 * invalid-} file the last one is refused, with the message that the file's first line gives.
 */
@Order(2)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationScenario {
  private static final Path EXAMPLES = Project.ROOT.resolve("crds/src/test/resources/validation");
  private static final String MESSAGE = "# message: ";

  private final Scene scene;

  ValidationScenario(Scene scene) {
    this.scene = scene;
  }

  @TestFactory
  Stream<DynamicTest> everyRule() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(EXAMPLES)) {
      files = found.sorted().toList();
    }
    assertThat(files).as("examples in %s", EXAMPLES).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    String text = Files.readString(file);
    List<GenericKubernetesResource> documents =
        Arrays.stream(text.split("(?m)^---$"))
            .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
            .toList();
    try {
      if (file.getFileName().toString().startsWith("valid-")) {
        apply(documents);
      } else {
        String message = text.lines().findFirst().orElseThrow().substring(MESSAGE.length());
        apply(documents.subList(0, documents.size() - 1), documents.size() > 1);
        assertThatThrownBy(() -> applyLast(documents))
            .isInstanceOfSatisfying(
                KubernetesClientException.class,
                refusal -> assertThat(refusal.getCode()).isEqualTo(422))
            .hasMessageContaining(message);
      }
    } finally {
      if (documents.size() > 1) {
        handle(documents.get(0)).delete();
      }
    }
  }

  private void apply(List<GenericKubernetesResource> documents) {
    apply(documents, documents.size() > 1);
  }

  /**
   * A single document is only tried, so that no cluster starts; what is changed afterwards has to
   * exist, so it is paused.
   */
  private void apply(List<GenericKubernetesResource> documents, boolean forReal) {
    for (int i = 0; i < documents.size(); i++) {
      applyOne(documents.get(i), i == 0, forReal);
    }
  }

  private void applyLast(List<GenericKubernetesResource> documents) {
    applyOne(documents.get(documents.size() - 1), documents.size() == 1, documents.size() > 1);
  }

  private void applyOne(GenericKubernetesResource document, boolean create, boolean forReal) {
    if (!forReal) {
      handle(document).dryRun(true).create();
      return;
    }
    pause(document);
    if (create) {
      handle(document).create();
    } else {
      // PUT without a resource version: whatever the operator wrote meanwhile does not matter
      handle(document).update();
    }
  }

  private Resource<GenericKubernetesResource> handle(GenericKubernetesResource document) {
    return scene.client().resource(document).inNamespace(scene.namespace());
  }

  private static void pause(GenericKubernetesResource document) {
    Map<String, Object> spec = new HashMap<>();
    if (document.getAdditionalProperties().get("spec") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> spec.put((String) key, value));
    }
    spec.put("paused", true);
    document.setAdditionalProperty("spec", spec);
  }
}
