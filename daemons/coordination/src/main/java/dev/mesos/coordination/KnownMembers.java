package dev.mesos.coordination;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a detector has read of the members of an election, and what of that it has to read again.
 * Not thread-safe.
 */
final class KnownMembers {

  /** Either a candidate or why it is none. */
  sealed interface Known {
    record Good(Candidate candidate) implements Known {}

    record Bad(SkippedCandidate skipped) implements Known {}
  }

  private final CandidateReader reader = new CandidateReader();
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> doubted = new HashSet<>();
  private final Set<String> unwatched = new HashSet<>();

  /** What is known of a member; null if it has to be read. */
  @Nullable Known get(String znode) {
    return doubted.contains(znode) ? null : known.get(znode);
  }

  /** Whether it is known who of these leads, the first that is a candidate. */
  boolean leaderKnown(List<MemberName> members) {
    for (MemberName member : members) {
      Known found = get(member.znode());
      if (!(found instanceof Known.Bad)) {
        return found != null;
      }
    }
    return false;
  }

  /** Forgets whoever is not among these. */
  void retain(Collection<String> children) {
    known.keySet().retainAll(Set.copyOf(children));
    doubted.retainAll(known.keySet());
    unwatched.retainAll(known.keySet());
  }

  /** Forgets one. */
  void forget(String znode) {
    known.remove(znode);
    doubted.remove(znode);
    unwatched.remove(znode);
  }

  /** From now on this one has to be read again. */
  void doubt(String znode) {
    if (known.containsKey(znode)) {
      doubted.add(znode);
    }
  }

  /** From now on those have to be read again that could not be read: nothing watches them. */
  void doubtUnwatched() {
    doubted.addAll(unwatched);
  }

  /** From now on everybody has to be read again. */
  void doubt() {
    doubted.addAll(known.keySet());
  }

  /** Forgets everybody. */
  void clear() {
    known.clear();
    doubted.clear();
    unwatched.clear();
  }

  /**
   * Takes in what a member's znode holds.
   *
   * @return why it is passed over, if it is, and for another reason than before
   */
  Optional<SkippedCandidate> read(MemberName name, DetectorEvent.Read read) {
    unwatched.remove(name.znode());
    try {
      return put(
          name.znode(),
          new Known.Good(
              new Candidate(
                  name.znode(),
                  name.sequence(),
                  read.czxid(),
                  read.owner(),
                  read.createdMs(),
                  reader.read(name, read.content()))));
    } catch (UnreadableCandidateException e) {
      String reason = e.getMessage();
      return skip(name.znode(), reason == null ? "unknown" : reason);
    }
  }

  /** Passes a member over that could not be read; returns this as {@link #read} does. */
  Optional<SkippedCandidate> unreadable(String znode, String reason) {
    unwatched.add(znode);
    return skip(znode, reason);
  }

  private Optional<SkippedCandidate> skip(String znode, String reason) {
    return put(znode, new Known.Bad(new SkippedCandidate(znode, reason)));
  }

  private Optional<SkippedCandidate> put(String znode, Known now) {
    doubted.remove(znode);
    Known before = known.put(znode, now);
    return now instanceof Known.Bad(SkippedCandidate skipped) && !now.equals(before)
        ? Optional.of(skipped)
        : Optional.empty();
  }
}
