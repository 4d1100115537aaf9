package dev.mesos.coordination.chaos;

import dev.mesos.coordination.testing.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stand-in of a master that is started again whenever it has died, in the same place. */
final class MasterNode {

  /** How the files end that hold what was believed in one life. */
  static final String LOOKS = ".looks";

  private final int node;
  private final Namespace where;
  private final Path folder;
  private final Function<Path, List<String>> command;
  private volatile @Nullable Program program;
  private volatile @Nullable Path looks;
  private volatile boolean retired;

  /**
   * One that does not run yet.
   *
   * @param command makes the command of one life from the file that its looks go to
   */
  MasterNode(int node, Namespace where, Path folder, Function<Path, List<String>> command) {
    this.node = node;
    this.where = where;
    this.folder = folder;
    this.command = command;
  }

  int node() {
    return node;
  }

  void start() {
    live(1);
    Thread.ofVirtual().start(this::liveOn);
  }

  private void liveOn() {
    try {
      for (int life = 2; !retired; life++) {
        int unused = program().waitFor();
        liveUnlessRetired(life);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that starts while all ends is let go before the network that it would start in goes. */
  private synchronized void liveUnlessRetired(int life) {
    if (!retired) {
      live(life);
    }
  }

  private void live(int life) {
    Path file = folder.resolve("master%d.%d%s".formatted(node, life, LOOKS)).toAbsolutePath();
    looks = file;
    program = Program.start(where, command.apply(file), folder.resolve("master" + node + ".log"));
  }

  Program program() {
    Program last = program;
    if (last == null) {
      throw new IllegalStateException("master " + node + " was not started");
    }
    return last;
  }

  /** The last look in this life. */
  Optional<Look> lastLook() {
    Path file = looks;
    try {
      return file == null || Files.notExists(file) ? Optional.empty() : LookLog.last(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is not started again. */
  synchronized void retire() {
    retired = true;
  }
}
