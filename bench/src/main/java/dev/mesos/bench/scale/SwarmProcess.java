package dev.mesos.bench.scale;

import dev.mesos.coordination.Detector;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A process with a {@link Swarm}. Says {@code open} when all addresses listen and {@code registered
 * N NANOS} when the first, 99 % and all slaves are; takes the line {@code silence N}.
 */
final class SwarmProcess {

  private SwarmProcess() {}

  /** First address, addresses, slaves, ZooKeeper URL, session timeout. */
  @SuppressWarnings("SystemOut") // read by whoever started it
  public static void main(String[] args) throws IOException {
    Swarm swarm = new Swarm(System.out::println);
    swarm.open(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    System.out.println("open");
    SessionSettings settings = SessionSettings.DEFAULT.withTimeout(Duration.parse(args[4]));
    try (Detector detector =
        Detector.start(ZooKeeperUrl.parse(args[3]), settings, swarm::detected)) {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        swarm.silence(Integer.parseInt(line.substring(line.indexOf(' ') + 1)));
      }
    }
  }
}
