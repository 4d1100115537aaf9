package dev.mesos.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A list as {@code kubectl get} prints it: from the Table that the API server itself makes. */
final class TableText {

  private static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final int LEAST_WIDTH = 6;
  private static final int PADDING = 3;

  private TableText() {}

  /** Asks for a list by its path in the API. */
  static String get(KubernetesClient client, String path) throws IOException {
    String server = client.getConfiguration().getMasterUrl().replaceAll("/$", "");
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(server + path)
            .header("Accept", ACCEPT)
            .build();
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).get(10, TimeUnit.SECONDS);
      if (!response.isSuccessful()) {
        throw new IOException("GET " + path + " answered " + response.code());
      }
      JsonNode table = new ObjectMapper().readTree(response.body());
      if (!table.path("kind").asText().equals("Table")) {
        throw new IOException("GET " + path + " answered no Table, but " + table.path("kind"));
      }
      return render(table);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("GET " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The columns that kubectl shows without {@code -o wide}, aligned as it does. */
  static String render(JsonNode table) {
    List<Integer> shown = new ArrayList<>();
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    JsonNode columns = table.path("columnDefinitions");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).path("priority").asInt() == 0) {
        shown.add(i);
        header.add(columns.get(i).path("name").asText().toUpperCase(Locale.ROOT));
      }
    }
    lines.add(header);
    for (JsonNode row : table.path("rows")) {
      List<String> line = new ArrayList<>();
      shown.forEach(i -> {
        JsonNode cell = row.path("cells").path(i);
        line.add(cell.isNull() || cell.isMissingNode() ? "" : cell.asText());
      });
      lines.add(line);
    }
    return align(lines);
  }

  private static String align(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < line.size(); column++) {
        int index = column;
        String cell = line.get(column);
        text.append(cell);
        if (column < line.size() - 1) {
          int widest = lines.stream().mapToInt(l -> l.get(index).length()).max().orElse(0);
          int width = Math.max(LEAST_WIDTH, widest + PADDING);
          text.append(" ".repeat(width - cell.length()));
        }
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
