package dev.mesos.coordination;

/**
 * A child of the election's path that is named like a candidate and cannot be read. It is passed
 * over in the election: whoever comes next leads.
 *
 * @param znode its name
 * @param reason what is wrong with it, without its content
 */
public record SkippedCandidate(String znode, String reason) {}
