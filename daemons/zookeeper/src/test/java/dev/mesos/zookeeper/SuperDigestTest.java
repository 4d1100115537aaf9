package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuperDigestTest {
  @TempDir Path folder;

  @Test
  void isTheDigestThatZooKeeperMakes() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "s3cret:1\n");

    assertThat(SuperDigest.fromFile(file))
        .isEqualTo(DigestAuthenticationProvider.generateDigest("super:s3cret:1"));
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> SuperDigest.fromFile(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "ZOOKEEPER_SUPER_PASSWORD_FILE=%s cannot be read (NoSuchFileException): mount the Secret there, or leave it out",
            file);
  }

  @Test
  void anEmptyPasswordIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "\n");

    assertThatThrownBy(() -> SuperDigest.fromFile(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageEndingWith("is empty: put a password in, or leave it out");
  }
}
