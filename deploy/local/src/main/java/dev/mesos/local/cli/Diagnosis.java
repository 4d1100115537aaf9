package dev.mesos.local.cli;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** What one would look at first after a failure: pods, and the last lines of those not ready. */
final class Diagnosis {

  private static final int LINES = 15;

  private Diagnosis() {}

  static String of(DemoSite site) {
    StringBuilder text = new StringBuilder();
    for (String namespace : List.of("mesos-system", site.namespace())) {
      try {
        for (Pod pod : site.client().pods().inNamespace(namespace).list().getItems()) {
          describe(site, pod, text);
        }
      } catch (KubernetesClientException e) {
        text.append(namespace).append(": ").append(e.getMessage()).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private static void describe(DemoSite site, Pod pod, StringBuilder text) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    boolean ready =
        pod.getStatus() != null
            && pod.getStatus().getConditions() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    text.append("pod %s/%s ready=%s%n".formatted(namespace, name, ready));
    if (ready) {
      return;
    }
    try {
      String log =
          site.client().pods().inNamespace(namespace).withName(name).tailingLines(LINES).getLog();
      log.lines().forEach(line -> text.append("    ").append(line).append(System.lineSeparator()));
    } catch (KubernetesClientException e) {
      text.append("    no log: ").append(e.getMessage()).append(System.lineSeparator());
    }
  }
}
