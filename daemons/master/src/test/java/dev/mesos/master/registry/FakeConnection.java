package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.ZnodeChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One registry's connection to a {@link FakeZooKeeper}: requests wait to be carried out, in their
 * order, and then their answers wait to be delivered. It can be cut with anything under way.
 *
 * <p>What was sent over a connection that was cut may still be carried out at any time, in its
 * order, even after the next connection stands. Real servers do better than that.
 */
public final class FakeConnection {

  private final FakeZooKeeper zooKeeper;
  private final BiConsumer<RegistryAction.Write, List<ZnodeChange>> carriedOut;
  private final Deque<RegistryAction> sent = new ArrayDeque<>();
  private final Deque<RegistryEvent> answers = new ArrayDeque<>();
  private final Deque<RegistryEvent> lost = new ArrayDeque<>();
  private final Deque<RegistryAction.Write> orphans = new ArrayDeque<>();
  private boolean connected;

  /**
   * Not connected yet.
   *
   * @param carriedOut told each transaction when it changes something
   */
  public FakeConnection(
      FakeZooKeeper zooKeeper, BiConsumer<RegistryAction.Write, List<ZnodeChange>> carriedOut) {
    this.zooKeeper = zooKeeper;
    this.carriedOut = carriedOut;
  }

  public boolean connected() {
    return connected;
  }

  public RegistryEvent connect() {
    connected = true;
    return new RegistryEvent.Connected();
  }

  public void send(RegistryAction request) {
    if (connected) {
      sent.add(request);
    } else {
      lost.add(lost(request));
    }
  }

  /** The server carries out the next request. */
  public boolean work() {
    RegistryAction request = sent.poll();
    if (request != null) {
      answers.add(carryOut(request));
    }
    return request != null;
  }

  /** Something that was sent before the connection was cut is carried out after all. */
  public boolean workOnOrphan() {
    RegistryAction.Write orphan = orphans.poll();
    if (orphan != null) {
      carryOut(orphan);
    }
    return orphan != null;
  }

  /** The next answer arrives, if one waits. */
  public List<RegistryEvent> receive() {
    return next(answers);
  }

  /** The next news of a request whose answer is lost. */
  public List<RegistryEvent> receiveLost() {
    return next(lost);
  }

  private static List<RegistryEvent> next(Deque<RegistryEvent> queue) {
    RegistryEvent event = queue.poll();
    return event == null ? List.of() : List.of(event);
  }

  /**
   * The connection ends: answers under way are lost, and what was not carried out may be later.
   *
   * @param forgotten whether that never happens
   */
  public RegistryEvent cut(boolean forgotten) {
    connected = false;
    answers.forEach(answer -> lost.add(lost(answer)));
    answers.clear();
    for (RegistryAction request : sent) {
      lost.add(lost(request));
      if (request instanceof RegistryAction.Write write && !forgotten) {
        orphans.add(write);
      }
    }
    sent.clear();
    return new RegistryEvent.Disconnected();
  }

  private RegistryEvent carryOut(RegistryAction request) {
    return switch (request) {
      case RegistryAction.Read(long round, List<String> znodes) ->
          new RegistryEvent.WasRead(round, znodes, znodes.stream().map(zooKeeper::read).toList());
      case RegistryAction.ListChildren(long round, String znode) ->
          new RegistryEvent.WasListed(round, znode, zooKeeper.children(znode));
      case RegistryAction.Write write -> {
        var answer = zooKeeper.write(write.changes());
        if (answer instanceof ZnodeAnswer.Ok<List<ZnodeChange>>) {
          carriedOut.accept(write, write.changes());
        }
        yield new RegistryEvent.WasWritten(write.number(), answer);
      }
      case RegistryAction.Tell tell -> throw new IllegalArgumentException(tell.toString());
    };
  }

  private static RegistryEvent lost(RegistryAction request) {
    return switch (request) {
      case RegistryAction.Read(long round, List<String> znodes) -> lost(round, znodes);
      case RegistryAction.ListChildren(long round, String znode) ->
          new RegistryEvent.WasListed(round, znode, FakeZooKeeper.failed(Failure.UNKNOWN, -1));
      case RegistryAction.Write write ->
          new RegistryEvent.WasWritten(write.number(), FakeZooKeeper.failed(Failure.UNKNOWN, -1));
      case RegistryAction.Tell tell -> throw new IllegalArgumentException(tell.toString());
    };
  }

  private static RegistryEvent lost(RegistryEvent answer) {
    return switch (answer) {
      case RegistryEvent.WasRead read -> lost(read.round(), read.znodes());
      case RegistryEvent.WasListed listed ->
          new RegistryEvent.WasListed(
              listed.round(), listed.znode(), FakeZooKeeper.failed(Failure.UNKNOWN, -1));
      case RegistryEvent.WasWritten written ->
          new RegistryEvent.WasWritten(written.number(), FakeZooKeeper.failed(Failure.UNKNOWN, -1));
      default -> answer;
    };
  }

  private static RegistryEvent lost(long round, List<String> znodes) {
    return new RegistryEvent.WasRead(
        round,
        znodes,
        znodes.stream().map(znode -> FakeZooKeeper.<Znode>failed(Failure.UNKNOWN, -1)).toList());
  }
}
