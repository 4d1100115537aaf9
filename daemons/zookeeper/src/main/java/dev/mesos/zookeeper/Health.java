package dev.mesos.zookeeper;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the server lives and whether it serves.
 *
 * <p>It serves while it is in a quorum; an open port alone says nothing. It lives as long as it
 * answers at all: without a quorum too, since a restart does not bring one back, and also before
 * its first answer, since loading a large database takes its time.
 */
final class Health {
  private static final Pattern MODE =
      Pattern.compile("^Mode: (leader|follower|observer|standalone)$", Pattern.MULTILINE);

  private final Server server;
  private final AtomicBoolean answered = new AtomicBoolean();

  Health(Server server) {
    this.server = server;
  }

  Answer live() {
    try {
      if (server.ask("ruok").equals("imok")) {
        answered.set(true);
        return new Answer(true, "imok");
      }
      return starting("the answer to ruok is not imok");
    } catch (IOException e) {
      return starting("no answer to ruok: " + e.getMessage());
    }
  }

  Answer ready() {
    try {
      Matcher mode = MODE.matcher(server.ask("srvr"));
      return mode.find()
          ? new Answer(true, mode.group(1))
          : new Answer(false, "not in a quorum: a majority of the members has to run");
    } catch (IOException e) {
      return new Answer(false, "no answer to srvr: " + e.getMessage());
    }
  }

  private Answer starting(String problem) {
    return answered.get() ? new Answer(false, problem) : new Answer(true, "starting");
  }

  /** A probe's result with a line for people. */
  record Answer(boolean ok, String text) {}

  /** Somebody who answers four-letter words. */
  @FunctionalInterface
  interface Server {
    String ask(String word) throws IOException;
  }
}
