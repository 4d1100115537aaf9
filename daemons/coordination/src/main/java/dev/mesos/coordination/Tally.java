package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an election, in the order of its candidates.
 *
 * @param election as far as it is known
 * @param leaderKnown whether its leader is the election's, or it is certain that there is none
 * @param complete whether nothing is missing of what was wanted
 * @param unread znodes that have to be read to know more
 */
record Tally(Election election, boolean leaderKnown, boolean complete, List<String> unread) {

  /** Wants to know everybody. */
  static final int ALL = Integer.MAX_VALUE;

  /**
   * Goes through the members until so many candidates are found; unless all are wanted, to the
   * first that is not known.
   */
  static Tally of(List<MemberName> members, KnownMembers known, int wanted) {
    List<Candidate> candidates = new ArrayList<>();
    List<SkippedCandidate> skipped = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    boolean leaderKnown = true;
    for (MemberName member : members) {
      switch (known.get(member.znode())) {
        case KnownMembers.Known.Good(Candidate candidate) -> candidates.add(candidate);
        case KnownMembers.Known.Bad(SkippedCandidate bad) -> skipped.add(bad);
        case null -> {
          leaderKnown &= !candidates.isEmpty();
          unread.add(member.znode());
        }
      }
      if (candidates.size() >= wanted || (wanted < ALL && !unread.isEmpty())) {
        break;
      }
    }
    return new Tally(new Election(candidates, skipped), leaderKnown, unread.isEmpty(), unread);
  }
}
