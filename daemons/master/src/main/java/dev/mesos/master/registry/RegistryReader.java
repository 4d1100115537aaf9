package dev.mesos.master.registry;

import dev.mesos.coordination.ClusterZnodes;
import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.ZooKeeperUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a registry beside its leader, and changes nothing. Each has a session and a thread of its
 * own, for one reading.
 */
public final class RegistryReader {

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final int READS_IN_FLIGHT = 128;

  /** So that no answer is too large, and ZooKeeper before 3.6 answers too. */
  private static final int READ_BATCH = 1;

  private final ZooKeeperUrl url;
  private final CompletableFuture<RegistryContents> result = new CompletableFuture<>();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("registry-reader").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private RegistryReader(ZooKeeperUrl url) {
    this.url = url;
  }

  /**
   * Reads all of it; blocks.
   *
   * @param timeout for everything, connecting included
   * @throws UnreadableRegistryException if there is none, or it is not for us to read, or ZooKeeper
   *     does not answer
   */
  public static RegistryContents read(ZooKeeperUrl url, Duration timeout)
      throws UnreadableRegistryException, InterruptedException {
    return new RegistryReader(url).read(timeout);
  }

  private RegistryContents read(Duration timeout)
      throws UnreadableRegistryException, InterruptedException {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    try (ClusterZnodes znodes =
        ClusterZnodes.open(url, SESSION_TIMEOUT, this::execute, new Connection(connected))) {
      var unused = connected.thenRun(() -> start(znodes));
      return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UnreadableRegistryException(
          connected.isDone()
              ? "ZooKeeper at %s did not give all of the registry within %d s: allow more time"
                  .formatted(url, timeout.toSeconds())
              : "ZooKeeper at %s did not answer within %d s: see whether it can be reached and has a quorum"
                  .formatted(url, timeout.toSeconds()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnreadableRegistryException why) {
        throw why;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private record Connection(CompletableFuture<Void> made) implements ClusterZnodes.Listener {
    @Override
    public void connected() {
      made.complete(null);
    }

    @Override
    public void disconnected() {
      // requests that this costs their answer are told so themselves
    }
  }

  private void execute(Runnable task) {
    executor.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    });
  }

  private void start(ClusterZnodes znodes) {
    // the server that we are connected to may lag behind the others
    znodes.sync(synced ->
        znodes.read(List.of(RegistryLayout.ROOT), answers -> header(znodes, answers.getFirst())));
  }

  private void header(ClusterZnodes znodes, ZnodeAnswer<Znode> answer) {
    switch (answer) {
      case ZnodeAnswer.Ok<Znode>(Znode root) -> {
        try {
          RegistryHeader header = RegistryHeader.read(root.data());
          new Reading(znodes, root, header).next();
        } catch (IncompatibleRegistryException e) {
          fail(e.reason());
        }
      }
      case ZnodeAnswer.Failed<Znode> failed ->
          fail(
              failed.failure() == Failure.MISSING
                  ? "there is no registry: see whether the path is right; the first leader makes it"
                  : failed.detail());
    }
  }

  private void fail(String why) {
    result.completeExceptionally(new UnreadableRegistryException(url + ": " + why));
  }

  /** Of all slaves, after the header. On the executor's thread only. */
  private final class Reading {
    private final ClusterZnodes znodes;
    private final Znode root;
    private final RegistryHeader header;
    private final EntryReader reader;

    Reading(ClusterZnodes znodes, Znode root, RegistryHeader header) {
      this.znodes = znodes;
      this.root = root;
      this.header = header;
      this.reader =
          new EntryReader(0, new RegistryLayout(header.buckets()), READS_IN_FLIGHT, READ_BATCH);
    }

    void next() {
      if (reader.failure().isPresent()) {
        fail(reader.failure().get().detail());
      } else if (reader.done()) {
        result.complete(
            new RegistryContents(
                header.buckets(),
                header.leader(),
                Instant.ofEpochMilli(root.createdMs()),
                reader.entries(),
                reader.skipped()));
      } else {
        reader.next().forEach(this::perform);
      }
    }

    private void perform(RegistryAction request) {
      switch (request) {
        case RegistryAction.Read(long round, List<String> names) ->
            znodes.read(
                names,
                answers -> {
                  reader.read(names, answers);
                  next();
                });
        case RegistryAction.ListChildren(long round, String znode) ->
            znodes.children(
                znode,
                answer -> {
                  reader.listed(znode, answer);
                  next();
                });
        case RegistryAction.Write write -> throw new IllegalStateException("a reader writes");
        case RegistryAction.Tell tell -> throw new IllegalStateException("a reader tells");
      }
    }
  }
}
