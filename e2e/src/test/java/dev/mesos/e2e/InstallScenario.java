package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an installation brings. */
@Order(1)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallScenario {
  private static final int OPERATOR_PORT = 8080;
  private final Scene scene;

  InstallScenario(Scene scene) {
    this.scene = scene;
  }

  @Test
  void bringsTheResourceType() {
    CustomResourceDefinition crd =
        scene
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("mesosclusters.mesos.dev")
            .get();
    assertThat(crd.getStatus().getConditions())
        .anySatisfy(condition -> {
          assertThat(condition.getType()).isEqualTo("Established");
          assertThat(condition.getStatus()).isEqualTo("True");
        });
  }

  @Test
  void operatorTellsItsHealthAndItsMetrics() throws Exception {
    new Operator(scene.client()).awaitReady();
    Pod pod = new Operator(scene.client()).pods().get(0);
    try (Endpoint endpoint =
            scene
                .backend()
                .connect(Operator.NAMESPACE, pod.getMetadata().getName(), OPERATOR_PORT);
        HttpClient http = HttpClient.newHttpClient()) {
      for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/metrics"}) {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(URI.create("http://" + endpoint + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
      }
    }
  }
}
