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
 * @param heapMiB how much heap it may have
 * @param flags further flags
 */
public record OurMaster(
    Path app,
    String url,
    Duration timeout,
    Optional<Path> workDirs,
    int heapMiB,
    List<String> flags)
    implements Starter {

  private static final int SMALL_HEAP_MIB = 96;

  /** One without slaves. */
  public OurMaster(Path app, String url, Duration timeout, Optional<Path> workDirs) {
    this(app, url, timeout, workDirs, SMALL_HEAP_MIB, List.of());
  }

  /** Where the build leaves it, if it did. */
  public static Optional<Path> built(Path repository) {
    return Optional.of(repository.resolve("daemons/master/target/image/app/app.jar"))
        .filter(Files::exists);
  }

  @Override
  public Program start(String id, Path log, Consumer<String> lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--zk=" + url,
                "--zk_session_timeout=" + timeout.toMillis() + "ms",
                "--ip=127.0.0.1",
                "--port=" + Starter.port(id),
                "--hostname=localhost"));
    workDirs.ifPresent(dirs -> all.add("--work_dir=" + dirs.resolve(Starter.port(id))));
    all.addAll(flags);
    return Jvm.runJar(app, List.of("-Xmx" + heapMiB + "m"), all, log, lines);
  }
}
