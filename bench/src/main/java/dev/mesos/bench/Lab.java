package dev.mesos.bench;

import dev.mesos.bench.peer.LeaseElection;
import dev.mesos.coordination.testing.FreePorts;
import dev.mesos.local.api.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What all rows need: options, names that nobody else has, and folders. Thread-safe. */
public final class Lab implements AutoCloseable {

  private final Options options;
  private final AtomicInteger next = new AtomicInteger();
  private @Nullable ApiServer api;

  public Lab(Options options) {
    this.options = options;
  }

  /** What was asked for. */
  public Options options() {
    return options;
  }

  /** A name that begins like that, for a path, a file or an object. */
  public String fresh(String prefix) {
    return prefix + "-" + Long.toString(ProcessHandle.current().pid(), 36) + next.incrementAndGet();
  }

  /** Names for some who stand, {@code 127.0.0.1:PORT} with a free port each. */
  public List<String> ids(int count) {
    try {
      return FreePorts.find(count).stream().map(port -> "127.0.0.1:" + port).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file for what a process has to say. */
  public Path log(String name) {
    return folder("logs").resolve(name + ".log");
  }

  /** A folder of that name. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(options.out().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An election by a Lease of its own. */
  public LeaseElection lease(LeaseElection.Timing timing) {
    return new LeaseElection(api(), fresh("bench"), timing);
  }

  private synchronized String api() {
    if (options.kubeconfig()) {
      return "";
    }
    if (api == null) {
      api = ApiServer.start(0);
    }
    return api.uri().toString();
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
