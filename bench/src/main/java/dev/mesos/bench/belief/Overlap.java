package dev.mesos.bench.belief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Time in which more than one believed to lead.
 *
 * @param spells each stretch of such time, in the order of time, in nanoseconds; touching ones are
 *     one
 */
public record Overlap(List<Spell> spells) {

  /** One stretch. */
  public record Spell(long from, long to) {
    long nanos() {
      return to - from;
    }
  }

  private record Edge(long at, boolean begins, String who) {}

  /** Copies the list. */
  public Overlap {
    spells = List.copyOf(spells);
  }

  /**
   * Of these beliefs. Beliefs of the same one never overlap. One that ends in the very nanosecond
   * in which another begins overlaps for no time, and is counted as none.
   */
  public static Overlap of(List<Belief> beliefs) {
    List<Edge> edges = new ArrayList<>();
    for (Belief belief : beliefs) {
      edges.add(new Edge(belief.from(), true, belief.who()));
      edges.add(new Edge(belief.to(), false, belief.who()));
    }
    edges.sort(Comparator.comparingLong(Edge::at).thenComparing(Edge::begins));
    List<Spell> spells = new ArrayList<>();
    List<String> believing = new ArrayList<>();
    long since = 0;
    for (Edge edge : edges) {
      boolean before = distinct(believing) > 1;
      if (edge.begins()) {
        believing.add(edge.who());
      } else {
        believing.remove(edge.who());
      }
      boolean after = distinct(believing) > 1;
      if (!before && after) {
        since = edge.at();
      } else if (before && !after && edge.at() != since) {
        spells.add(new Spell(since, edge.at()));
      }
    }
    return new Overlap(spells);
  }

  private static int distinct(List<String> believing) {
    Set<String> names = new TreeSet<>(believing);
    return names.size();
  }

  /** All of it, in milliseconds. */
  public double totalMs() {
    return spells.stream().mapToLong(Spell::nanos).sum() / 1e6;
  }

  /** The longest stretch, in milliseconds; 0 if there is none. */
  public double longestMs() {
    return spells.stream().mapToLong(Spell::nanos).max().orElse(0) / 1e6;
  }
}
