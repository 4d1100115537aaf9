package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.ZnodeChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A look at the registry, and the transaction that claims it as it was seen: once that is carried
 * out, nobody else's transaction can be, and none of ours that was sent before.
 *
 * <p>It also makes what is missing: all of it, the first time.
 */
final class Claim {

  private static final byte[] EMPTY = {};

  private final RegistryWriter writer;
  private @Nullable ZnodeAnswer<Znode> root;
  private @Nullable ZnodeAnswer<Znode> position;
  private @Nullable ZnodeAnswer<List<String>> slaves;

  Claim(RegistryWriter writer) {
    this.writer = writer;
  }

  /** The requests of the look. */
  static List<RegistryAction> look(long round) {
    return List.of(
        new RegistryAction.Read(round, List.of(RegistryLayout.ROOT)),
        new RegistryAction.Read(round, List.of(RegistryLayout.POSITION)),
        new RegistryAction.ListChildren(round, RegistryLayout.SLAVES));
  }

  void read(String znode, ZnodeAnswer<Znode> answer) {
    if (znode.equals(RegistryLayout.ROOT)) {
      root = answer;
    } else {
      position = answer;
    }
  }

  void listed(ZnodeAnswer<List<String>> answer) {
    slaves = answer;
  }

  /** Whether all answers are there. */
  boolean complete() {
    return root != null && position != null && slaves != null;
  }

  /** An answer that says neither what is there nor that nothing is. */
  Optional<ZnodeAnswer.Failed<?>> failure() {
    for (ZnodeAnswer<?> answer : new ZnodeAnswer<?>[] {root, position, slaves}) {
      if (answer instanceof ZnodeAnswer.Failed<?> failed && failed.failure() != Failure.MISSING) {
        return Optional.of(failed);
      }
    }
    return Optional.empty();
  }

  /** The header as it was found, or that of a registry that is to be made. */
  RegistryHeader header() throws IncompatibleRegistryException {
    return root instanceof ZnodeAnswer.Ok<Znode>(Znode znode)
        ? RegistryHeader.read(znode.data())
        : RegistryHeader.fresh();
  }

  /** Whether we claimed it before, and nothing that we rely on was removed since. */
  boolean stillOurs() throws IncompatibleRegistryException {
    return header().claimedBy(writer) && position instanceof ZnodeAnswer.Ok<Znode>;
  }

  /** When the registry was made; empty if that happens with this claim. */
  Optional<Instant> made() {
    return root instanceof ZnodeAnswer.Ok<Znode>(Znode znode)
        ? Optional.of(Instant.ofEpochMilli(znode.createdMs()))
        : Optional.empty();
  }

  /** The header's version once it is claimed. */
  int claimedVersion() {
    return root instanceof ZnodeAnswer.Ok<Znode>(Znode znode) ? znode.version() + 1 : 0;
  }

  /** How many transactions there were, once it is claimed. */
  int position() {
    return position instanceof ZnodeAnswer.Ok<Znode>(Znode znode) ? znode.version() : 0;
  }

  /** The transaction. Its first part says whether we lead. */
  List<ZnodeChange> changes(RegistryHeader header) {
    byte[] claimed = header.claim(writer).write();
    List<ZnodeChange> changes = new ArrayList<>();
    changes.add(new ZnodeChange.Check(writer.candidate(), ZnodeChange.ANY));
    changes.add(
        root instanceof ZnodeAnswer.Ok<Znode>(Znode znode)
            ? new ZnodeChange.Set(RegistryLayout.ROOT, claimed, znode.version())
            : new ZnodeChange.Create(RegistryLayout.ROOT, claimed));
    changes.add(
        position instanceof ZnodeAnswer.Ok<Znode>(Znode znode)
            ? new ZnodeChange.Check(RegistryLayout.POSITION, znode.version())
            : new ZnodeChange.Create(RegistryLayout.POSITION, EMPTY));
    Set<String> there = new HashSet<>();
    if (slaves instanceof ZnodeAnswer.Ok<List<String>>(List<String> buckets)) {
      there.addAll(buckets);
    } else {
      changes.add(new ZnodeChange.Create(RegistryLayout.SLAVES, EMPTY));
    }
    for (String bucket : new RegistryLayout(header.buckets()).bucketNames()) {
      if (!there.contains(bucket)) {
        changes.add(new ZnodeChange.Create(RegistryLayout.SLAVES + "/" + bucket, EMPTY));
      }
    }
    return changes;
  }
}
