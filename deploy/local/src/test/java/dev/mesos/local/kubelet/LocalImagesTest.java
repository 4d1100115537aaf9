package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalImagesTest {

  @TempDir Path folder;

  @Test
  void aNameWithoutATagMeansLatest() {
    LocalImage image = new LocalImage.Program(List.of("x"));
    LocalImages images = LocalImages.none().with("registry:5000/a", image).with("b:1", image);
    assertThat(images.find("registry:5000/a:latest")).contains(image);
    assertThat(images.find("b:1")).contains(image);
    assertThat(images.find("b")).isEmpty();
  }

  @Test
  void saysWhatIsNotBuilt() {
    assertThatThrownBy(() -> LocalImages.built(folder))
        .hasMessageContaining("operator/target/image/app")
        .hasMessageContaining("make build");
  }

  @Test
  void anApplicationIsAJavaCommandLine() {
    LocalImage app = new LocalImage.JavaApp(Path.of("/x/app"), List.of("-Xmx1m"));
    Container container = new ContainerBuilder().withArgs("--a=$(B)").build();
    List<String> command =
        new CommandLine(app, List.of("-Dpod=1"), new MountPaths(Map.of()), Map.of("B", "2"))
            .of(container);
    assertThat(command)
        .containsExactly(Java.program(), "-Dpod=1", "-Xmx1m", "-jar", "/x/app/app.jar", "--a=2");
  }

  @Test
  void killOfProcessOneMeansTheContainers() {
    assertThat(ContainerPids.translate(List.of("kill", "-9", "1"), 77))
        .containsExactly("kill", "-9", "77");
    assertThat(ContainerPids.translate(List.of("echo", "1"), 77)).containsExactly("echo", "1");
  }
}
