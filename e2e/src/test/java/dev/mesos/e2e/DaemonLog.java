package dev.mesos.e2e;

import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a master has logged, in its present run and in the one before. */
record DaemonLog(List<String> before, List<String> now) {
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
        restarted ? lines(container.terminated().getLog()) : List.of(), lines(container.getLog()));
  }

  private static List<String> lines(String log) {
    return log.lines().toList();
  }

  /** The epochs in which it began to lead, in both runs. */
  List<Long> epochsLed() {
    return Stream.concat(before.stream(), now.stream())
        .map(LEADING::matcher)
        .filter(Matcher::find)
        .map(line -> Long.valueOf(line.group(1)))
        .toList();
  }
}
