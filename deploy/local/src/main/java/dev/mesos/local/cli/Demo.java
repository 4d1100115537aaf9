package dev.mesos.local.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The demo: apply a cluster, see its leader, kill it, see the next. */
final class Demo {

  private static final String NAME = "demo";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration FAILOVER_LIMIT = Duration.ofMinutes(1);
  private static final Duration START_AIM = Duration.ofSeconds(30);
  private static final Duration FAILOVER_AIM = Duration.ofSeconds(5);

  private final DemoSite site;
  private final Path repository;
  private final PrintStream out;
  private final Instant start;

  /**
   * @param start when the build had finished
   */
  Demo(DemoSite site, Path repository, PrintStream out, Instant start) {
    this.site = site;
    this.repository = repository;
    this.out = out;
    this.start = start;
  }

  /**
   * Runs it.
   *
   * @throws DemoFailedException if a step does not come about
   */
  void run() throws IOException, InterruptedException {
    site.prepare();
    Path sample = repository.resolve("deploy/samples/demo.yaml");
    out.println("$ kubectl apply -f deploy/samples/demo.yaml");
    Manifests.apply(site.client(), sample, site.namespace());
    try (Progress progress = new Progress(site.client(), site.namespace(), NAME, out, start)) {
      Progress.Seen first =
          progress.until("leader", state -> !state.leader().isEmpty(), START_LIMIT);
      Progress.Seen ready =
          first.snapshot().ready()
              ? first
              : progress.until("readiness", Snapshot::ready, START_LIMIT);
      table();
      Snapshot old = ready.snapshot();
      out.println("Killing the leader, " + old.leader() + ":");
      Instant killed = Instant.now();
      site.crash(old.leader());
      Progress.Seen next =
          progress.until(
              "next leader",
              state -> !state.leader().isEmpty() && !state.epoch().equals(old.epoch()),
              FAILOVER_LIMIT);
      if (!next.snapshot().ready()) {
        // the slaves are about to register with the new leader
        progress.until("readiness", Snapshot::ready, FAILOVER_LIMIT);
      }
      table();
      time("build finished -> first leader in status", start, first.at(), START_AIM);
      time("kill -> next leader in status", killed, next.at(), FAILOVER_AIM);
    }
  }

  private void table() throws IOException {
    out.println();
    out.println("$ kubectl get mesoscluster");
    out.println(
        TableText.get(
            site.client(), "/apis/mesos.dev/v1/namespaces/" + site.namespace() + "/mesosclusters"));
  }

  private void time(String what, Instant from, Instant to, Duration aim) {
    Duration took = Duration.between(from, to);
    out.printf(
        "%-42s %6.2f s  (aim: under %d s%s)%n",
        what, took.toMillis() / 1000.0, aim.toSeconds(), took.compareTo(aim) < 0 ? "" : "; MISSED");
  }
}
