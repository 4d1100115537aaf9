package dev.mesos.bench.process;

import dev.mesos.coordination.testing.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The master of Apache Mesos itself, without agents. See {@link Reference} for where it comes from.
 *
 * @param url the election
 * @param timeout session timeout
 */
public record MesosMaster(String url, Duration timeout) implements Starter {

  @Override
  public Program start(String id, Path log, Consumer<String> lines) {
    return Program.start(
        List.of(Reference.script("master").toString(), url, Starter.port(id), "0"),
        Map.of(
            "LIBPROCESS_IP",
            "127.0.0.1",
            "MESOS_SESSION_SECONDS",
            Double.toString(timeout.toMillis() / 1000.0)),
        log,
        lines);
  }
}
