package dev.mesos.e2e;

import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a master has logged, in its present run and in the one before.
 *
 * @param before empty if there was none; missing if its log is, since a kubelet may remove a
 *     container that has ended
 */
record DaemonLog(Optional<List<String>> before, List<String> now) {
  private static final String REMOVED = "unable to retrieve container logs for ";
  private static final Pattern LEADING = Pattern.compile("master=leading .*epoch=(\\d+)");

  static DaemonLog ofMaster(Cluster cluster, String pod) {
    ContainerResource container =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withName(pod)
            .inContainer("master");
    boolean restarted = ContainerRun.of(cluster, "master").get(pod).restarts() > 0;
    return new DaemonLog(
        restarted ? kept(container.terminated().getLog()) : Optional.of(List.of()),
        lines(container.getLog()));
  }

  private static Optional<List<String>> kept(String log) {
    return log.startsWith(REMOVED) ? Optional.empty() : Optional.of(lines(log));
  }

  private static List<String> lines(String log) {
    return log.lines().toList();
  }

  /** The epochs in which it began to lead, in that run. */
  static List<Long> epochsLed(List<String> run) {
    return run.stream()
        .map(LEADING::matcher)
        .filter(Matcher::find)
        .map(line -> Long.valueOf(line.group(1)))
        .toList();
  }
}
