package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogStreamTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, ''", "1, 'c\n'", "2, 'b\nc\n'", "3, 'a\nb\nc\n'", "9, 'a\nb\nc\n'"})
  void beginsWithTheLastLines(int lines, String expected) throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "a\nb\nc\n");
    assertThat(read(log, lines)).isEqualTo(expected);
  }

  @Test
  void countsALineThatIsNotFinished() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "a\nb\nc");
    assertThat(read(log, 1)).isEqualTo("c");
    assertThat(read(log, 2)).isEqualTo("b\nc");
  }

  @Test
  void findsLinesBeyondOneBlock() throws IOException {
    String line = "x".repeat(5000) + "\n";
    Path log = Files.writeString(folder.resolve("log"), line.repeat(10));
    assertThat(read(log, 4)).isEqualTo(line.repeat(4));
  }

  @Test
  void missesNothingThatIsWrittenBeforeTheEnd() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "a\n");
    AtomicInteger asked = new AtomicInteger();
    try (LogStream stream =
        LogStream.open(
            log,
            null,
            null,
            () -> {
              if (asked.incrementAndGet() == 2) {
                append(log, "b\n");
              }
              return asked.get() < 3;
            })) {
      assertThat(new String(stream.readAllBytes())).isEqualTo("a\nb\n");
    }
  }

  @Test
  void endsAtTheLimit() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "abcdef");
    try (LogStream stream = LogStream.open(log, null, 4L, () -> true)) {
      assertThat(new String(stream.readAllBytes())).isEqualTo("abcd");
    }
  }

  private static String read(Path log, int lines) throws IOException {
    try (LogStream stream = LogStream.open(log, lines, null, () -> false)) {
      return new String(stream.readAllBytes());
    }
  }

  private static void append(Path log, String text) {
    try {
      Files.writeString(log, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
