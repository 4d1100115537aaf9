package dev.mesos.bench.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Our {@code mesos-master}, as built for its image.
 *
 * @param app its {@code app.jar}
 * @param url the election
 * @param timeout session timeout
 * @param workDirs where each one gets a folder that it finds again after a restart, with its last
 *     session in it; empty: its session is lost with it
 */
public record OurMaster(Path app, String url, Duration timeout, Optional<Path> workDirs)
    implements Starter {

  /** Where the build leaves it, if it did. */
  public static Optional<Path> built(Path repository) {
    return Optional.of(repository.resolve("daemons/master/target/image/app/app.jar"))
        .filter(Files::exists);
  }

  @Override
  public Program start(String id, Path log, Consumer<String> lines) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--zk=" + url,
                "--zk_session_timeout=" + timeout.toMillis() + "ms",
                "--ip=127.0.0.1",
                "--port=" + Starter.port(id),
                "--hostname=localhost"));
    workDirs.ifPresent(all -> flags.add("--work_dir=" + all.resolve(Starter.port(id))));
    return Jvm.runJar(app, List.of("-Xmx96m"), flags, log, lines);
  }
}
