package dev.mesos.local.kubelet;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster's end of the {@link Watchdog}: starts it and tells it of processes. Thread-safe. */
final class WatchdogProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchdogProcess.class);

  private final Process process;
  private final Writer writer;

  private WatchdogProcess(Process process) {
    this.process = process;
    this.writer = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
  }

  static WatchdogProcess start(String marker, Path data, int subnet) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Java.program(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx16m",
            "-XX:-UsePerfData",
            "-cp",
            Java.classPathOf(Watchdog.class),
            Watchdog.class.getName(),
            marker,
            data.toString(),
            Integer.toString(subnet));
    // not in the data folder, which it deletes; without the marker, by which it kills
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new WatchdogProcess(builder.start());
  }

  void began(long pid) {
    tell("+" + pid);
  }

  void ended(long pid) {
    tell("-" + pid);
  }

  long pid() {
    return process.pid();
  }

  /** Lets the watchdog do its work now, and waits for it. */
  @Override
  public void close() {
    try {
      synchronized (writer) {
        writer.close();
      }
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        LOG.warn("watchdog did not end pid={}", process.pid());
      }
    } catch (IOException e) {
      LOG.warn("watchdog pid={} was gone before its work: {}", process.pid(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String line) {
    try {
      synchronized (writer) {
        writer.write(line + "\n");
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The watchdog (pid " + process.pid() + ") is gone; processes would outlive the cluster.",
          e);
    }
  }
}
