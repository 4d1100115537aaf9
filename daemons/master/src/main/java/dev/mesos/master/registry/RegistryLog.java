package dev.mesos.master.registry;

import dev.mesos.coordination.ZooKeeperUrl;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of a registry as a whole, as {@code key=value}. */
final class RegistryLog {

  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperRegistry.class);

  /** More would say no more. */
  private static final int MOST_SKIPPED = 20;

  private final ZooKeeperUrl url;
  private volatile long epoch;

  RegistryLog(ZooKeeperUrl url) {
    this.url = url;
  }

  void leads(RegistryWriter self) {
    epoch = self.epoch();
  }

  void news(RegistryNews news, RegistryStatus status) {
    switch (news) {
      case RegistryNews.Recovered(var entries, var skipped, var made) -> {
        LOG.info(
            "registry=recovered election={} epoch={} admitted={} deactivated={} gone={} skipped={}"
                + " took_ms={}",
            url,
            epoch,
            status.admitted(),
            status.deactivated(),
            status.gone(),
            status.skipped(),
            status.fetchMs());
        skipped(skipped);
      }
      case RegistryNews.Pruned(List<String> ids) ->
          LOG.info("registry=pruned election={} epoch={} slaves={}", url, epoch, ids.size());
      case RegistryNews.Refused(String error) ->
          LOG.warn("registry=refused election={} epoch={} error=\"{}\"", url, epoch, error);
      case RegistryNews.Ended(RegistryEnd reason, String detail) ->
          LOG.error(
              "registry=ended election={} epoch={} reason={} detail=\"{}\"",
              url,
              epoch,
              reason,
              detail);
      case RegistryNews.Done done -> {} // whoever asked knows what for
    }
  }

  private void skipped(List<SkippedEntry> skipped) {
    for (SkippedEntry each : skipped.subList(0, Math.min(MOST_SKIPPED, skipped.size()))) {
      LOG.warn(
          "registry=skipped election={} znode={} reason=\"{}\"", url, each.znode(), each.reason());
    }
    if (skipped.size() > MOST_SKIPPED) {
      LOG.warn(
          "registry=skipped election={} more={} remedy=\"mesos-master registry shows all\"",
          url,
          skipped.size() - MOST_SKIPPED);
    }
  }

  /** An event after the end, in which nobody is interested any more. */
  void late() {
    LOG.debug("closed=true election={}", url);
  }

  void failed(RuntimeException e) {
    LOG.error("registry=failed election={} epoch={}", url, epoch, e);
  }
}
