package dev.mesos.local.api.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * What a request says about a write, besides the object.
 *
 * @param fieldValidation {@code Ignore}, {@code Warn} or {@code Strict}
 * @param force whether an apply takes fields away from other managers
 * @param warnings collects what the client is told in {@code Warning} headers
 */
public record WriteOptions(
    String fieldManager,
    boolean dryRun,
    String fieldValidation,
    boolean force,
    List<String> warnings) {

  /** What the server itself writes. */
  public static WriteOptions internal(String manager) {
    return new WriteOptions(manager, false, "Ignore", false, new ArrayList<>());
  }
}
