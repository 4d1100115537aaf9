package dev.mesos.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdYamlTest {
  /** Beyond it, client-side {@code kubectl apply} can no longer keep its copy in an annotation. */
  private static final int LARGEST_CLIENT_SIDE_APPLY = 256 * 1024;

  private static final Path COMMITTED = Path.of("mesosclusters.mesos.dev-v1.yml");

  @Test
  void committedCrdIsWhatTheTypesSay(@TempDir Path folder) throws IOException {
    new CRDGenerator()
        .inOutputDir(folder.toFile())
        .customResourceClasses(MesosCluster.class)
        .forCRDVersions("v1")
        .withMinQuotes(true)
        .withPostProcessor(new CrdFinish())
        .generate();
    String generated = Files.readString(folder.resolve(COMMITTED.getFileName()));
    if (Boolean.getBoolean("crd.update")) {
      Files.writeString(COMMITTED, generated);
    }
    assertThat(COMMITTED)
        .as("Run the tests of crds/ with -Dcrd.update=true to write the CRD anew, and commit it")
        .hasContent(generated);
  }

  @Test
  void everyFieldIsDescribed() throws IOException {
    List<String> bare = new ArrayList<>();
    JSONSchemaProps root = version().getSchema().getOpenAPIV3Schema();
    for (String section : List.of("spec", "status")) {
      collectUndescribed(root.getProperties().get(section), section, bare);
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void columnsAreInTheOrderInWhichPeopleReadThem() throws IOException {
    assertThat(version().getAdditionalPrinterColumns())
        .extracting(column -> column.getName())
        .containsExactly(
            "Masters",
            "Slaves",
            "Leader",
            "Epoch",
            "ZooKeeper",
            "Ready",
            "Age",
            "Failovers",
            "Path",
            "Message");
  }

  @Test
  void scaleChangesTheSlaves() throws IOException {
    var scale = version().getSubresources().getScale();
    assertThat(scale.getSpecReplicasPath()).isEqualTo(".spec.slaves.replicas");
    assertThat(scale.getStatusReplicasPath()).isEqualTo(".status.slaves.replicas");
    assertThat(scale.getLabelSelectorPath()).isEqualTo(".status.slaves.selector");
  }

  @Test
  void isSmallEnoughForEveryWayOfApplyingIt() {
    assertThat(COMMITTED.toFile().length()).isLessThan(LARGEST_CLIENT_SIDE_APPLY);
  }

  private static CustomResourceDefinitionVersion version() throws IOException {
    CustomResourceDefinition crd =
        Serialization.unmarshal(Files.readString(COMMITTED), CustomResourceDefinition.class);
    return crd.getSpec().getVersions().get(0);
  }

  private static void collectUndescribed(JSONSchemaProps schema, String path, List<String> bare) {
    if (schema.getDescription() == null) {
      bare.add(path);
    }
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach((name, child) -> collectUndescribed(child, path + "." + name, bare));
    }
    if (schema.getItems() != null && schema.getItems().getSchema().getProperties() != null) {
      schema
          .getItems()
          .getSchema()
          .getProperties()
          .forEach((name, child) -> collectUndescribed(child, path + "[]." + name, bare));
    }
  }
}
