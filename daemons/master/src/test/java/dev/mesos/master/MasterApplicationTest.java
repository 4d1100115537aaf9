package dev.mesos.master;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.mesos.master.runtime.MasterRuntime;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The master as Quarkus puts it together: alone, so it leads at once. */
@QuarkusTest
class MasterApplicationTest {

  @Inject MasterRuntime master;

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
  }
}
