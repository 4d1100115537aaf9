package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
  @TempDir Path parent;

  @Test
  void makesTheFolderAndWritesBothFiles() throws IOException {
    Path folder = parent.resolve("data");

    Path cfg = new DataDir(folder).write(3, "tickTime=1000\n");

    assertThat(folder.resolve("myid")).hasContent("3\n");
    assertThat(cfg).isEqualTo(folder.resolve("zoo.cfg")).hasContent("tickTime=1000\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aNewConfigurationReplacesTheOld() throws IOException {
    new DataDir(parent).write(3, "tickTime=1000\n");

    Path cfg = new DataDir(parent).write(3, "tickTime=500\n");

    assertThat(cfg).hasContent("tickTime=500\n");
  }

  @Test
  void theVolumeOfAnotherMemberIsRefused() throws IOException {
    new DataDir(parent).write(3, "");

    assertThatThrownBy(() -> new DataDir(parent).write(1, ""))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%s says member 3, but POD_NAME makes this member 1: give every member a volume of its own",
            parent.resolve("myid"));
  }
}
