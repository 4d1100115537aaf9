package dev.mesos.coordination.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/** A ZooKeeper server, as a process of its own; keeps its data over a restart. */
final class ServerNode {

  private final int number;
  private final Namespace where;
  private final Path folder;
  private final List<String> addresses;
  private final Duration tick;
  private @Nullable Program program;

  ServerNode(int number, Namespace where, Path folder, List<String> addresses, Duration tick) {
    this.number = number;
    this.where = where;
    this.folder = folder;
    this.addresses = addresses;
    this.tick = tick;
  }

  void start() {
    program =
        Program.start(
            where,
            JavaCommand.of(QuorumPeerMain.class.getName(), configuration().toString()),
            folder.resolve("server" + number + ".log"));
  }

  /** The last one that was started. */
  Program program() {
    if (program == null) {
      throw new IllegalStateException("server " + number + " was not started");
    }
    return program;
  }

  private Path configuration() {
    try {
      Path data = Files.createDirectories(folder.resolve("server" + number));
      Files.writeString(data.resolve("myid"), "" + (number + 1));
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "dataDir=" + data.toAbsolutePath(),
                  "tickTime=" + tick.toMillis(),
                  "initLimit=20",
                  "syncLimit=5",
                  "forceSync=no",
                  "preAllocSize=64",
                  "admin.enableServer=false"));
      for (int i = 0; i < addresses.size(); i++) {
        lines.add(
            "server.%d=%s:2888:3888:participant;0.0.0.0:2181".formatted(i + 1, addresses.get(i)));
      }
      return Files.write(folder.resolve("server" + number + ".cfg"), lines).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
