package dev.mesos.operator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.operator.reconcile.ClusterReconciler;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The parts fit together, and the operator answers over HTTP, without any Kubernetes. */
@QuarkusTest
class BootTest {
  @Inject ClusterReconciler reconciler;
  @Inject MesosClusterController controller;
  @Inject LeaderElectionConfiguration lease;
  @Inject Metrics metrics;

  @TestHTTPResource("/q/")
  URI root;

  @Test
  void isWired() {
    assertThat(reconciler).isNotNull();
    assertThat(controller).isNotNull();
    assertThat(metrics).isNotNull();
    assertThat(lease.getLeaseName()).isEqualTo("mesos-operator");
    assertThat(lease.isExitOnStopLeading()).isFalse();
  }

  @Test
  void showsItsMetricsWithUnits() throws IOException, InterruptedException {
    assertThat(get("metrics"))
        .contains("mesos_operator_election_to_status_seconds_bucket")
        .contains("mesos_operator_failovers_total");
  }

  @Test
  void isAlive() throws IOException, InterruptedException {
    assertThat(get("health/live")).contains("UP");
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(root.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
