package dev.mesos.coordination;

import java.util.List;
import java.util.Optional;

/**
 * An election as seen at one moment.
 *
 * @param candidates those that could be read, the smallest sequence first
 * @param skipped those that could not
 */
public record Election(List<Candidate> candidates, List<SkippedCandidate> skipped) {

  /** Nobody stands. */
  public static final Election EMPTY = new Election(List.of(), List.of());

  /** Copies the lists. */
  public Election {
    candidates = List.copyOf(candidates);
    skipped = List.copyOf(skipped);
  }

  /** The readable candidate with the smallest sequence. */
  public Optional<Candidate> leader() {
    return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.getFirst());
  }
}
