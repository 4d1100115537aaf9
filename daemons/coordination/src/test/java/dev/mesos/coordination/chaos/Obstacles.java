package dev.mesos.coordination.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Why this machine cannot give us networks of our own. */
final class Obstacles {

  private static final String TRIAL =
      """
      for tool in unshare nsenter ip iptables kill; do
        command -v $tool > /dev/null || { echo "$tool is not installed"; exit 1; }
      done
      unshare --net --pid --fork --kill-child sh -ec '
        ip link add name bridge type bridge
        ip link add name a type veth peer name b
        iptables -w -A INPUT -s 10.77.0.1 -j DROP
        iptables -w -A INPUT -m statistic --mode random --probability 0.5 -j DROP'
      """;

  private Obstacles() {}

  /** Empty where it can. */
  static Optional<String> find() throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("network namespaces are Linux's");
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("network namespaces need root");
    }
    Process trial = new ProcessBuilder("sh", "-c", TRIAL).redirectErrorStream(true).start();
    String output =
        new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return trial.waitFor() == 0
          ? Optional.empty()
          : Optional.of("no network namespaces here: " + output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
