package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesos.crds.MesosCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The API server takes and refuses what the CRD says, with messages that say what to write instead.
 * One file a rule; its documents are applied one after another to one object. Of an {@code
 * invalid-} file the last one is refused, with the message that the file's first line gives.
 */
@Order(2)
@Isolated("it takes the operator away")
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationScenario {
  private static final Path EXAMPLES = Project.ROOT.resolve("crds/src/test/resources/validation");
  private static final String MESSAGE = "# message: ";

  private final Scene scene;
  private final Operator operator;

  ValidationScenario(Scene scene) {
    this.scene = scene;
    this.operator = new Operator(scene.client());
  }

  /** The rules are the API server's; without an operator no example starts anything. */
  @BeforeAll
  void takeTheOperatorAway() {
    operator.stop();
  }

  @AfterAll
  void bringTheOperatorBack() {
    scene.client().resources(MesosCluster.class).inNamespace(scene.namespace()).delete();
    operator.start();
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
    if (documents.size() > 1) {
      String name = file.getFileName().toString().replace(".yaml", "");
      documents.forEach(document -> document.getMetadata().setName(name));
    }
    int last = documents.size() - 1;
    for (int i = 0; i < last; i++) {
      apply(documents.get(i), i, last);
    }
    if (file.getFileName().toString().startsWith("valid-")) {
      apply(documents.get(last), last, last);
    } else {
      String message = text.lines().findFirst().orElseThrow().substring(MESSAGE.length());
      assertThatThrownBy(() -> apply(documents.get(last), last, last))
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              refusal -> assertThat(refusal.getCode()).isEqualTo(422))
          .hasMessageContaining(message);
    }
  }

  /** The first document is created, the others replace it; a single one is only tried. */
  private void apply(GenericKubernetesResource document, int index, int last) {
    Resource<GenericKubernetesResource> handle =
        scene.client().resource(document).inNamespace(scene.namespace());
    if (last == 0) {
      handle.dryRun(true).create();
    } else if (index == 0) {
      handle.create();
    } else {
      handle.update();
    }
  }
}
