package dev.mesos.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the API server hands out can be read, also by an operator older than its writer. */
class MesosClusterReadingTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/validation");

  @TestFactory
  Stream<DynamicTest> readsEveryValidExampleAndWritesItBack() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("valid-"))
          .sorted()
          .toList()
          .stream()
          .flatMap(MesosClusterReadingTest::documents);
    }
  }

  private static Stream<DynamicTest> documents(Path file) {
    try {
      return Arrays.stream(Files.readString(file).split("(?m)^---$"))
          .map(yaml ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(),
                  () -> {
                    MesosCluster read = Serialization.unmarshal(yaml, MesosCluster.class);
                    String written = Serialization.asYaml(read);
                    assertThat(
                            Serialization.asYaml(
                                Serialization.unmarshal(written, MesosCluster.class)))
                        .isEqualTo(written);
                  }));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wordsAndFieldsOfANewerOperatorDoNotStopAnOlderOne() {
    MesosCluster read =
        Serialization.unmarshal(
            """
            apiVersion: mesos.dev/v1
            kind: MesosCluster
            metadata: {name: demo}
            spec:
              fromTheFuture: {a: 1}
              masters: {replicas: 3, fromTheFuture: 1}
            status:
              fromTheFuture: 1
              conditions:
              - type: Ready
                status: "True"
                reason: FromTheFuture
                lastTransitionTime: "2026-01-01T00:00:00Z"
              - type: FromTheFuture
                status: "True"
                reason: Reconciled
                lastTransitionTime: "2026-01-01T00:00:00Z"
            """,
            MesosCluster.class);
    assertThat(read.getSpec().getMasters().getReplicas()).isEqualTo(3);
    assertThat(read.getStatus().getConditions())
        .extracting(Condition::getType)
        .containsExactly(ConditionType.Ready, null);
    assertThat(read.getStatus().getConditions().get(0).getReason()).isNull();
  }

  @Test
  void everyWordOfTheStatusIsExplained() {
    assertThat(ConditionType.values()).allSatisfy(type -> assertThat(type.doc()).endsWith("."));
    assertThat(Reason.values()).allSatisfy(reason -> assertThat(reason.doc()).endsWith("."));
  }
}
