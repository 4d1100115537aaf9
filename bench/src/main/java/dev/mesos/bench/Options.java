package dev.mesos.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param rows by number
 * @param runs how many of each series; empty: what the row thinks right, which is a different
 *     number for what takes milliseconds and for what takes a session timeout
 * @param only peers, by a part of their name in lower case; empty: all
 * @param tick tickTime of the ensembles, unless a row sets its own
 * @param detectors how many watch one election where it is about many
 * @param repository the folder of this project, built
 * @param out for logs, and for the report
 * @param kubeconfig whether the elections by Lease run on the cluster of the kubeconfig, instead of
 *     an API server in this JVM
 */
public record Options(
    Set<Integer> rows,
    OptionalInt runs,
    Set<String> only,
    Duration tick,
    int detectors,
    Path repository,
    Path out,
    boolean kubeconfig) {

  /** Copies the sets. */
  public Options {
    rows = Set.copyOf(rows);
    only = Set.copyOf(only);
  }

  /** How many runs a series gets. */
  public int runs(int usual) {
    return runs.orElse(usual);
  }

  /** Whether a peer is to be measured. */
  public boolean wants(String who) {
    String name = who.toLowerCase(Locale.ROOT);
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }
}
