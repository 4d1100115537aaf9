package dev.mesos.operator.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.Credentials;
import dev.mesos.crds.Access;
import dev.mesos.operator.dereference.Secrets;
import dev.mesos.operator.testing.Clusters;
import dev.mesos.operator.validate.ValidatedCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object of a cluster, as it is reviewed: {@code golden/<case>/in-cluster.yaml} and one
 * {@code out-<kind>-<name>.yaml} for each object. Written anew with {@code -Dgolden.update=true}.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theObjectsAreAsReviewed(String name) throws IOException {
    Path folder = GOLDEN.resolve(name);
    Map<String, String> built = build(Files.readString(folder.resolve("in-cluster.yaml")));
    if (Boolean.getBoolean("golden.update")) {
      write(folder, built);
    }
    Map<String, String> reviewed = new TreeMap<>();
    for (Path file : outputs(folder)) {
      reviewed.put(file.getFileName().toString(), Files.readString(file));
    }
    assertThat(built.keySet()).isEqualTo(reviewed.keySet());
    built.forEach((file, yaml) -> assertThat(yaml).as(file).isEqualTo(reviewed.get(file)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameClusterGivesTheSameObjects(String name) throws IOException {
    String yaml = Files.readString(GOLDEN.resolve(name).resolve("in-cluster.yaml"));
    assertThat(build(yaml)).isEqualTo(build(yaml));
  }

  private static Map<String, String> build(String yaml) {
    ValidatedCluster cluster = Clusters.valid(Clusters.parse(yaml));
    Secrets.Resolved secrets =
        new Secrets.Resolved(
            cluster.access() == Access.Open
                ? Optional.empty()
                : Optional.of(new Credentials("mesos", "not-a-secret")),
            "not-a-secret-either");
    ClusterObjects objects = ClusterBuilder.build(cluster, secrets);
    Map<String, String> built = new TreeMap<>();
    for (HasMetadata object :
        Stream.concat(objects.ensemble().stream(), objects.daemons().stream()).toList()) {
      String file =
          "out-%s-%s.yaml"
              .formatted(object.getKind().toLowerCase(Locale.ROOT), object.getMetadata().getName());
      built.put(file, Serialization.asYaml(object));
    }
    return built;
  }

  private static List<Path> outputs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("out-")).sorted().toList();
    }
  }

  private static void write(Path folder, Map<String, String> built) throws IOException {
    for (Path old : outputs(folder)) {
      Files.delete(old);
    }
    for (Map.Entry<String, String> entry : built.entrySet()) {
      Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
    }
  }
}
