package dev.mesos.local.kubelet;

import static dev.mesos.local.TestPods.container;
import static dev.mesos.local.TestPods.create;
import static dev.mesos.local.TestPods.main;
import static dev.mesos.local.TestPods.pod;
import static dev.mesos.local.TestPods.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.local.SharedCluster;
import dev.mesos.local.SharedCluster.Site;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class TerminationFileTest {

  @Test
  void everyInstanceLeavesAMessageOfItsOwn(Site site) {
    String script = "echo \"I was $$$$\" >> /dev/termination-log; sleep 0.3; exit 3";
    create(site, pod(site, "p", container(script)));
    Pod crashed = until(site, "p", p -> begun(p) && main(p).getRestartCount() == 2);
    String last = main(crashed).getLastState().getTerminated().getMessage();
    assertThat(last).matches("I was [0-9]+\n");
  }

  @Test
  void theFileIsFoundByTheEnvironmentToo(Site site) {
    create(
        site,
        pod(
                site,
                "p",
                container("printf bye > \"$WHERE\"")
                    .withTerminationMessagePath("/run/last-words")
                    .withEnv(new EnvVar("WHERE", "/run/last-words", null)))
            .editSpec()
            .withRestartPolicy("Never")
            .endSpec());
    assertThat(ended(site).getState().getTerminated().getMessage()).isEqualTo("bye");
  }

  @Test
  void whoSaysNothingHasNoMessage(Site site) {
    create(
        site, pod(site, "p", container("exit 0")).editSpec().withRestartPolicy("Never").endSpec());
    assertThat(ended(site).getState().getTerminated().getMessage()).isNull();
  }

  private static boolean begun(Pod pod) {
    return !pod.getStatus().getContainerStatuses().isEmpty();
  }

  private static ContainerStatus ended(Site site) {
    return main(until(site, "p", p -> begun(p) && main(p).getState().getTerminated() != null));
  }
}
