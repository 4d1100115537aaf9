package dev.mesos.coordination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Makes a crash cost less than a session timeout: remembers the session in a {@link SessionFile},
 * and at the start closes the one that a predecessor which died has left there.
 *
 * <p>It closes the dead one's session only: the file's lock proves the death, and a session is
 * entered by its password. While ZooKeeper is away it goes on trying, since an ensemble that comes
 * back grants every session its whole timeout anew. Nothing here ever fails an election: what goes
 * wrong is logged, and then the timeout decides, as without it.
 *
 * <p>Whoever looks at the election before the dead one's candidate is gone takes it for a leader,
 * and finds itself without one a moment later: {@link #awaitPredecessor} first.
 */
final class SessionMemory {

  private final ElectionLog log;
  private final @Nullable SessionFile file;
  private final @Nullable Thread closing;

  private SessionMemory(ElectionLog log, @Nullable SessionFile file, @Nullable Thread closing) {
    this.log = log;
    this.file = file;
    this.closing = closing;
  }

  private static SessionMemory none(ElectionLog log) {
    return new SessionMemory(log, null, null);
  }

  /** Opens the memory at a path, if there is one, and begins to close the predecessor's session. */
  static SessionMemory open(Optional<Path> path, ZooKeeperUrl url, int timeoutMs, ElectionLog log) {
    if (path.isEmpty()) {
      return none(log);
    }
    try {
      Optional<SessionFile> file = SessionFile.open(path.get());
      if (file.isEmpty()) {
        log.remembersNothing(path.get(), "another process that is alive uses the file");
        return none(log);
      }
      Thread closing =
          file.get()
              .read()
              .map(saved -> closeInBackground(saved, url, timeoutMs, log))
              .orElse(null);
      return new SessionMemory(log, file.get(), closing);
    } catch (IOException e) {
      log.remembersNothing(path.get(), e.toString());
      return none(log);
    }
  }

  private static Thread closeInBackground(
      SessionFile.Saved saved, ZooKeeperUrl url, int timeoutMs, ElectionLog log) {
    return Thread.ofVirtual()
        .name("predecessor " + url.path())
        .start(() -> log.predecessor(saved.id(), close(saved, url, timeoutMs)));
  }

  /** Waits until the predecessor's session has ended; if it is interrupted, lets that be. */
  void awaitPredecessor() {
    if (closing != null) {
      try {
        closing.join();
      } catch (InterruptedException e) {
        closing.interrupt();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Enters the session and closes it. Returns what came of it. */
  private static String close(SessionFile.Saved saved, ZooKeeperUrl url, int timeoutMs) {
    try {
      Optional<String> outcome = Optional.empty();
      while (outcome.isEmpty()) {
        outcome = tryToClose(saved, url, timeoutMs);
      }
      return outcome.get();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /**
   * One attempt.
   *
   * @return empty if no server may have answered: ZooKeeper's client takes a session for expired
   *     when it has reached none for the timeout, which is not for the client to say
   */
  private static Optional<String> tryToClose(
      SessionFile.Saved saved, ZooKeeperUrl url, int timeoutMs)
      throws IOException, InterruptedException {
    CountDownLatch settled = new CountDownLatch(1);
    AtomicBoolean entered = new AtomicBoolean();
    Watcher watcher =
        event -> {
          switch (event.getState()) {
            case SyncConnected -> {
              entered.set(true);
              settled.countDown();
            }
            case Expired, AuthFailed, Closed -> settled.countDown();
            default -> {
              // it goes on trying
            }
          }
        };
    try (ZooKeeper session =
        new ZooKeeper(url.connectString(), timeoutMs, watcher, saved.id(), saved.password())) {
      boolean answered = settled.await(timeoutMs, TimeUnit.MILLISECONDS);
      return entered.get()
          ? Optional.of("closed")
          : answered ? Optional.of("expired") : Optional.empty();
    }
  }

  /** Remembers a session that was just granted. */
  void remember(long id, byte[] password) {
    act(file -> file.write(new SessionFile.Saved(id, password)));
  }

  /**
   * Lets the file go, and leaves in it what it holds: nobody knows whether ZooKeeper has heard that
   * the session was closed, and a successor finds that out at no cost.
   */
  void release() {
    act(SessionFile::close);
  }

  private interface Act {
    void on(SessionFile file) throws IOException;
  }

  private void act(Act act) {
    if (file != null) {
      try {
        act.on(file);
      } catch (IOException e) {
        log.failed("the session file", e);
      }
    }
  }
}
