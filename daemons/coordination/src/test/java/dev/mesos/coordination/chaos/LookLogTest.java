package dev.mesos.coordination.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookLogTest {

  @TempDir private Path folder;

  @Test
  void whatWasSeenIsReadAgainUpToWhereItWasTorn() throws IOException {
    Path file = folder.resolve("me");
    Look yes = new Look("me", -5, 7, true, 4294967301L);
    Look no = new Look("me", 8, 9, false, Look.NO_EPOCH);
    try (LookLog log = LookLog.create(file)) {
      log.add(no);
      log.add(yes);
      log.add(no);
      log.add(no);
    }
    assertThat(LookLog.read(file)).containsExactly(yes, no);
    Files.writeString(file, "10 11 tr", StandardOpenOption.APPEND);
    assertThat(LookLog.read(file)).containsExactly(yes, no);
    assertThat(LookLog.last(file)).contains(no);
  }

  @Test
  void nothingWasSeenInAnEmptyFile() throws IOException {
    assertThat(LookLog.last(Files.createFile(folder.resolve("me")))).isEmpty();
  }
}
