package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosCluster;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Measures what a crash of the leader costs: from SIGKILL to the next leader in the status. Not a
 * scenario, since it takes minutes and proves nothing: {@code make bench-crash} runs it, {@code
 * RUNS} times each way, and writes every figure to {@code target/crash.txt}.
 */
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMeasurement {
  private static final int MASTERS = 3;
  private static final int SLAVES = 2;
  private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "20"));
  private static final Path REPORT = Path.of("target", "crash.txt");

  /** Nothing can be kept in such a volume, so no successor knows its predecessor's session. */
  private static final String FORGETFUL =
      """
      masters:
        podTemplate:
          spec:
            volumes:
            - {name: work, downwardAPI: {}}
      """;

  private final Scene scene;

  CrashMeasurement(Scene scene) {
    this.scene = scene;
  }

  @Test
  void sessionIsClosedByTheSuccessor() throws Exception {
    measure("the successor closes the session", "{}", "{}");
  }

  /** While a cluster is paused, the operator does nothing about a dead master either. */
  @Test
  void sessionTimesOut() throws Exception {
    measure("the session times out", FORGETFUL, FORGETFUL + "paused: true");
  }

  private void measure(String what, String spec, String specDuringTheCrash) throws Exception {
    Cluster cluster = scene.cluster("crash");
    List<Long> times = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      cluster.apply(spec).awaitReady();
      Leadership before = Leadership.await(cluster, SLAVES);
      cluster.apply(specDuringTheCrash);
      times.add(crash(cluster, before));
      cluster.apply(spec);
      replace(cluster, before.pod());
    }
    report(what, times);
    cluster.handle().delete();
    Eventually.eventually(
        "the cluster is gone",
        Eventually.CHANGE,
        () -> assertThat(Objects.of(scene.client(), scene.namespace(), cluster.name())).isEmpty());
  }

  /** The time in milliseconds. */
  private static long crash(Cluster cluster, Leadership before) throws Exception {
    CompletableFuture<Long> seenAt = new CompletableFuture<>();
    try (Watch watch = cluster.handle().watch(new NextLeader(before.epoch(), seenAt))) {
      long killedAt = cluster.signal(before.pod(), Backend.Signal.KILL);
      long seen = seenAt.get(Eventually.CHANGE.toSeconds(), TimeUnit.SECONDS);
      return TimeUnit.NANOSECONDS.toMillis(seen - killedAt);
    }
  }

  /** A new pod, since Kubernetes is slower to start a container that has crashed before. */
  private static void replace(Cluster cluster, String pod) {
    Eventually.eventually(
        pod + " stands by",
        Eventually.CHANGE,
        () -> assertThat(cluster.candidates()).hasSize(MASTERS));
    String uid = cluster.pod(pod).getMetadata().getUid();
    cluster.client().resource(cluster.pod(pod)).delete();
    Eventually.eventually(
        pod + " is replaced",
        Eventually.CHANGE,
        () -> assertThat(cluster.pod(pod).getMetadata().getUid()).isNotEqualTo(uid));
  }

  private void report(String what, List<Long> times) throws IOException {
    List<Long> sorted = times.stream().sorted().toList();
    String line =
        "SIGKILL to the next leader in the status, %s, %s: n=%d p50=%d ms p99=%d ms; %s%n"
            .formatted(
                what,
                scene.backend().name(),
                sorted.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                times.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    System.out.print(line);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The smallest figure that this share of all do not exceed. */
  private static long quantile(List<Long> sorted, double share) {
    return sorted.get(Math.toIntExact((long) Math.ceil(share * sorted.size())) - 1);
  }

  /** Completes when a later epoch stands in the status. */
  private record NextLeader(long epoch, CompletableFuture<Long> seenAt)
      implements Watcher<MesosCluster> {
    @Override
    public void eventReceived(Action action, MesosCluster cluster) {
      LeaderStatus leader = cluster.getStatus() == null ? null : cluster.getStatus().getLeader();
      if (leader != null && leader.getEpoch() != null && leader.getEpoch() > epoch) {
        seenAt.complete(System.nanoTime());
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      seenAt.completeExceptionally(cause);
    }
  }
}
