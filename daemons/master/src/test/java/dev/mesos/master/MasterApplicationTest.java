package dev.mesos.master;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.mesos.master.runtime.MasterRuntime;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The master as Quarkus puts it together: alone, so it leads at once. */
@QuarkusTest
class MasterApplicationTest {

  @Inject MasterRuntime master;

  @TestHTTPResource("/")
  URL base;

  @Test
  void becomesReadyLeadsAndShowsIt() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/health").then().statusCode(200).body(is(""));
    given().get("/q/health/ready").then().statusCode(503);
    given().get("/state").then().statusCode(503).body(is("No leader elected"));

    master.start();

    Awaitility.await().until(() -> given().get("/master/state").statusCode() == 200);
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/metrics/snapshot").then().body("'master/elected'", equalTo(1.0f));
    given().get("/q/metrics").then().body(containsString("mesos_master_elected 1.0"));
    given()
        .header("Host", "")
        .header("User-Agent", "libprocess/slave(1)@127.0.0.1:1")
        .post("/nobody/mesos.internal.PongSlaveMessage")
        .then()
        .statusCode(404);
    given()
        .header("User-Agent", "libprocess/slave(1)@127.0.0.1:1")
        .post("/master/mesos.internal.PongSlaveMessage")
        .then()
        .statusCode(202);
    given()
        .contentType("application/json")
        .body("{\"type\":\"GET_AGENTS\"}")
        .post("/api/v1")
        .then()
        .statusCode(200)
        .body("type", equalTo("GET_AGENTS"));
    given()
        .contentType("application/json")
        .body("{\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":{\"value\":\"x\"}}}")
        .post("/master/api/v1")
        .then()
        .statusCode(404)
        .body(containsString("Agent 'x' not found"));
  }

  /** One connection, and bodies that nobody wants: Mesos takes any method everywhere. */
  @Test
  void aBodyThatIsNotReadDoesNotBlockTheConnection() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path : List.of("/version", "/nothing", "/health", "/flags")) {
        HttpRequest request =
            HttpRequest.newBuilder(base.toURI().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[100_000]))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        assertThat(status).as(path).isEqualTo(path.equals("/nothing") ? 404 : 200);
      }
    }
  }
}
