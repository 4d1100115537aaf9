package dev.mesos.slave;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.slave.runtime.SlaveRuntime;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * The slave as Quarkus puts it together, with the flags that the module's pom gives in the
 * environment.
 */
@QuarkusTest
class SlaveApplicationTest {

  @Inject SlaveRuntime slave;

  @Test
  void isReadyWithoutARegistrationAndShowsIt() {
    assertThat(status("/q/health/live")).isEqualTo(200);
    assertThat(status("/q/health/ready")).isEqualTo(200);

    slave.start();

    await().until(() -> slave.status().leader().isPresent());
    assertThat(get("/metrics/snapshot"))
        .contains("\"slave/master_detected\":1.0", "\"slave/registered\":0.0");
    assertThat(get("/q/metrics")).contains("mesos_slave_master_detected 1.0");
    assertThat(get("/nothing")).isEqualTo("404 Not Found.");
    assertThat(status("/nothing")).isEqualTo(404);
    assertThat(message("/nobody/mesos.internal.PingSlaveMessage")).isEqualTo(404);
    assertThat(message("/slave(1)/mesos.internal.PongSlaveMessage")).isEqualTo(202);
  }

  private static int status(String path) {
    return given().get(path).statusCode();
  }

  private static String get(String path) {
    return given().get(path).asString();
  }

  private static int message(String path) {
    return given().header("User-Agent", "libprocess/master@127.0.0.1:1").post(path).statusCode();
  }
}
