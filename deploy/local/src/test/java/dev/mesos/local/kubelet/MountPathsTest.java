package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPathsTest {

  private final MountPaths mounts =
      new MountPaths(
          Map.of(
              "/tmp", Path.of("/v/tmp"),
              "/etc/mesos/zk", Path.of("/v/zk"),
              "/etc/mesos", Path.of("/v/etc")));

  @ParameterizedTest
  @CsvSource({
    "/tmp, /v/tmp",
    "/tmp/a, /v/tmp/a",
    "/tmpfile, /tmpfile",
    "a/tmp, a/tmp",
    "/var/tmp, /var/tmp",
    "file:///etc/mesos/zk/url, file:///v/zk/url",
    "file:///etc/mesos/x, file:///v/etc/x",
    "--work_dir=/tmp/w, --work_dir=/v/tmp/w",
    "/tmp:/etc/mesos/zk, /v/tmp:/v/zk",
    "http://host/tmp, http://host/tmp",
    "zk://h:2181/tmp, zk://h:2181/tmp",
  })
  void replacesWholePathPrefixes(String text, String expected) {
    assertThat(mounts.substitute(text)).isEqualTo(expected);
  }

  @Test
  void leavesTextAloneWithoutMounts() {
    assertThat(new MountPaths(Map.of()).substitute("/tmp")).isEqualTo("/tmp");
  }
}
