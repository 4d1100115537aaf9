package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container's {@code lifecycle.preStop}, which runs before SIGTERM within the grace period. */
final class PreStop {

  private static final Logger LOG = LoggerFactory.getLogger(PreStop.class);

  private PreStop() {}

  /** Blocks until the hook has ended, at most for the grace period. */
  static void run(Container container, String podIp, Duration grace, Prober.Exec exec) {
    if (container.getLifecycle() == null || container.getLifecycle().getPreStop() == null) {
      return;
    }
    LifecycleHandler hook = container.getLifecycle().getPreStop();
    try {
      Prober.Result result = Prober.Result.ok();
      if (hook.getExec() != null) {
        result = Prober.exec(hook.getExec(), exec, grace);
      } else if (hook.getHttpGet() != null) {
        result = Prober.http(hook.getHttpGet(), container, podIp, grace);
      } else if (hook.getSleep() != null) {
        Thread.sleep(Duration.ofSeconds(hook.getSleep().getSeconds()));
      }
      if (!result.success()) {
        LOG.warn("preStop failed container={}: {}", container.getName(), result.message());
      }
    } catch (IOException e) {
      LOG.warn("preStop failed container={}: {}", container.getName(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
