package dev.mesos.coordination.chaos;

import dev.mesos.coordination.testing.BeliefRecorder;
import dev.mesos.coordination.testing.Look;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file of looks at one believer, one a line. Each is in the system's hands before the next is
 * taken, so that it outlives a kill; a line that was torn by one is passed over.
 */
final class LookLog implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final OutputStream out;
  private boolean led;

  private LookLog(OutputStream out) {
    this.out = out;
  }

  static LookLog create(Path file) throws IOException {
    return new LookLog(Files.newOutputStream(file));
  }

  /** Looks every millisecond, for as long as this process lives. */
  static void keep(Path file, BeliefRecorder.Believer believer) {
    String who = file.getFileName().toString();
    try (LookLog log = create(file)) {
      while (true) {
        Optional<Look> look = BeliefRecorder.look(who, believer);
        if (look.isPresent()) {
          log.add(look.get());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (IOException e) {
      // A belief that is not written down would be a hole in the proof.
      System.err.println("cannot write " + file + ": " + e);
      Runtime.getRuntime().halt(2);
    }
  }

  /** Keeps a look; of looks that saw nobody lead only the first in a row. */
  void add(Look look) throws IOException {
    if (look.leads() || led) {
      String line =
          "%d %d %b %d\n".formatted(look.before(), look.after(), look.leads(), look.epoch());
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    }
    led = look.leads();
  }

  /** All looks of a file, in order. */
  static List<Look> read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String who = file.getFileName().toString();
    List<Look> looks = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      looks.add(parse(who, text.substring(start, end)));
      start = end + 1;
    }
    return looks;
  }

  /** The last look of a file. */
  static Optional<Look> last(Path file) throws IOException {
    List<Look> looks = read(file);
    return looks.isEmpty() ? Optional.empty() : Optional.of(looks.getLast());
  }

  private static Look parse(String who, String line) {
    String[] fields = line.split(" ", -1);
    return new Look(
        who,
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Boolean.parseBoolean(fields[2]),
        Long.parseLong(fields[3]));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
