package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads all slaves: the buckets, then what is in them, with a bounded number of requests under way.
 *
 * <ul>
 *   <li>What cannot be read as an entry is skipped and told; what is gone when it is read never
 *       was.
 *   <li>A bucket that cannot be listed, or an answer that does not come, is a {@link #failure()}:
 *       without it there is no saying who was given up.
 * </ul>
 */
final class EntryReader {

  private final long round;
  private final RegistryLayout layout;
  private final int mostOpen;
  private final int batch;
  private final Set<String> buckets;
  private final Deque<String> unlisted = new ArrayDeque<>();
  private final Deque<String> unread = new ArrayDeque<>();
  private final List<RegistryEntry> entries = new ArrayList<>();
  private final List<SkippedEntry> skipped = new ArrayList<>();
  private final Set<String> blocked = new HashSet<>();
  private int open;
  private Optional<ZnodeAnswer.Failed<?>> failure = Optional.empty();

  /**
   * Nothing is read yet.
   *
   * @param round goes with each request
   * @param mostOpen requests under way
   * @param batch znodes that one request reads
   */
  EntryReader(long round, RegistryLayout layout, int mostOpen, int batch) {
    this.round = round;
    this.layout = layout;
    this.mostOpen = mostOpen;
    this.batch = batch;
    this.buckets = new HashSet<>(layout.bucketNames());
    unlisted.add(RegistryLayout.SLAVES);
  }

  /** The requests that may be made now. */
  List<RegistryAction> next() {
    List<RegistryAction> requests = new ArrayList<>();
    while (open < mostOpen && failure.isEmpty()) {
      if (!unlisted.isEmpty()) {
        requests.add(new RegistryAction.ListChildren(round, unlisted.remove()));
      } else if (unread.size() >= batch || (!unread.isEmpty() && open == 0)) {
        requests.add(new RegistryAction.Read(round, some()));
      } else {
        break;
      }
      open++;
    }
    return requests;
  }

  private List<String> some() {
    List<String> znodes = new ArrayList<>();
    while (znodes.size() < batch && !unread.isEmpty()) {
      znodes.add(unread.remove());
    }
    return znodes;
  }

  void listed(String znode, ZnodeAnswer<List<String>> answer) {
    open--;
    switch (answer) {
      case ZnodeAnswer.Ok<List<String>>(List<String> children) -> {
        if (znode.equals(RegistryLayout.SLAVES)) {
          children.forEach(this::bucket);
        } else {
          children.forEach(child -> unread.add(znode + "/" + child));
        }
      }
      case ZnodeAnswer.Failed<List<String>> failed -> {
        if (failed.failure() != Failure.MISSING) {
          failure = Optional.of(failed);
        }
      }
    }
  }

  private void bucket(String name) {
    String znode = RegistryLayout.SLAVES + "/" + name;
    if (buckets.contains(name)) {
      unlisted.add(znode);
    } else {
      skipped.add(new SkippedEntry(znode, "not one of the " + layout.buckets() + " buckets"));
    }
  }

  void read(List<String> znodes, List<ZnodeAnswer<Znode>> answers) {
    open--;
    for (int i = 0; i < znodes.size(); i++) {
      read(znodes.get(i), answers.get(i));
    }
  }

  private void read(String znode, ZnodeAnswer<Znode> answer) {
    switch (answer) {
      case ZnodeAnswer.Ok<Znode>(Znode found) -> entry(znode, found.data());
      case ZnodeAnswer.Failed<Znode> failed -> {
        switch (failed.failure()) {
          case MISSING -> {}
          case DENIED -> skip(znode, failed.detail());
          default -> failure = Optional.of(failed);
        }
      }
    }
  }

  private void entry(String znode, byte[] data) {
    Optional<String> id = RegistryLayout.decode(znode.substring(znode.lastIndexOf('/') + 1));
    if (id.isEmpty()) {
      skipped.add(new SkippedEntry(znode, "not the name of a slave"));
      return;
    }
    if (!layout.znode(id.get()).equals(znode)) {
      skipped.add(new SkippedEntry(znode, "it belongs to " + layout.znode(id.get())));
      return;
    }
    try {
      entries.add(EntryCodec.read(id.get(), data));
    } catch (UnreadableEntryException e) {
      skip(znode, e.reason());
    }
  }

  private void skip(String znode, String reason) {
    skipped.add(new SkippedEntry(znode, reason));
    RegistryLayout.decode(znode.substring(znode.lastIndexOf('/') + 1)).ifPresent(blocked::add);
  }

  /** Whether all is read. */
  boolean done() {
    return open == 0 && unlisted.isEmpty() && unread.isEmpty() && failure.isEmpty();
  }

  /** Why not all can be read. */
  Optional<ZnodeAnswer.Failed<?>> failure() {
    return failure;
  }

  List<RegistryEntry> entries() {
    return entries;
  }

  List<SkippedEntry> skipped() {
    return skipped;
  }

  /** The ids in whose place something stands that cannot be read. */
  Set<String> blocked() {
    return blocked;
  }
}
