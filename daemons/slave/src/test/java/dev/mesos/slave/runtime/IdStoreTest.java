package dev.mesos.slave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.Protos.SlaveInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdStoreTest {

  private static final SlaveInfo INFO = SlaveInfo.newBuilder().setHostname("slave-0").build();

  @TempDir Path workDir;

  @Test
  void keepsTheLastIdUntilItIsToForget() {
    IdStore store = new IdStore(workDir);
    assertThat(store.load()).isEmpty();

    store.keep("M-S1", INFO);
    store.keep("M-S2", INFO);
    assertThat(new IdStore(workDir).load()).contains("M-S2");

    store.forget();
    store.forget();
    assertThat(new IdStore(workDir).load()).isEmpty();
  }

  @Test
  void hasMesossLayout() throws IOException {
    new IdStore(workDir).keep("M-S1", INFO);

    Path slaves = workDir.resolve("meta/slaves");
    assertThat(Files.readSymbolicLink(slaves.resolve("latest"))).isEqualTo(Path.of("M-S1"));
    byte[] file = Files.readAllBytes(slaves.resolve("M-S1/slave.info"));
    assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt())
        .isEqualTo(file.length - 4);
    SlaveInfo kept = SlaveInfo.parseFrom(ByteBuffer.wrap(file, 4, file.length - 4));
    assertThat(kept.getId().getValue()).isEqualTo("M-S1");
    assertThat(kept.getHostname()).isEqualTo("slave-0");
  }

  @Test
  void readsWhatAnAgentOfMesosLeft() throws IOException {
    Files.createDirectories(workDir.resolve("meta/slaves/old-S7"));
    Files.createSymbolicLink(
        workDir.resolve("meta/slaves/latest"), workDir.resolve("meta/slaves/old-S7"));

    assertThat(new IdStore(workDir).load()).contains("old-S7");
  }

  @Test
  void anIdStaysInItsFolder() {
    IdStore store = new IdStore(workDir);

    assertThatThrownBy(() -> store.keep("../x", INFO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.keep("latest", INFO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatToDoAboutAFolderThatCannotBeUsed() throws IOException {
    Path file = Files.createFile(workDir.resolve("file"));

    assertThatThrownBy(() -> new IdStore(file).keep("M-S1", INFO))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("--work_dir");
  }
}
