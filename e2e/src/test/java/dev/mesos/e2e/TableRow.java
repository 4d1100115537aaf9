package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks for a MesosCluster as {@code kubectl get} does: as a table made by the API server. */
final class TableRow {
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final long SECONDS = 10;

  private TableRow() {}

  static Map<String, String> read(KubernetesClient client, String namespace, String name)
      throws Exception {
    HttpClient http = client.getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder()
            .url(
                client
                    .getMasterUrl()
                    .toURI()
                    .resolve(
                        "/apis/mesos.dev/v1/namespaces/%s/mesosclusters/%s"
                            .formatted(namespace, name))
                    .toURL())
            .header("Accept", TABLE)
            .build();
    HttpResponse<String> response =
        http.sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
    assertThat(response.code()).as("table of %s/%s", namespace, name).isEqualTo(200);
    JsonNode table = new ObjectMapper().readTree(response.body());
    assertThat(table.path("kind").asText()).isEqualTo("Table");
    Map<String, String> row = new LinkedHashMap<>();
    JsonNode cells = table.path("rows").path(0).path("cells");
    for (int i = 0; i < table.path("columnDefinitions").size(); i++) {
      row.put(
          table.path("columnDefinitions").path(i).path("name").asText(), cells.path(i).asText());
    }
    return row;
  }
}
