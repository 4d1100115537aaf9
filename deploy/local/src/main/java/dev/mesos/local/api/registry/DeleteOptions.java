package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.Json;
import java.util.OptionalLong;

/**
 * How an object is to be deleted.
 *
 * @param propagation {@code Background}, {@code Foreground}, {@code Orphan}, or empty for the
 *     default
 * @param uid only if the object has this uid; empty: whichever
 * @param resourceVersion only at this version; empty: whichever
 */
public record DeleteOptions(
    OptionalLong gracePeriodSeconds,
    String propagation,
    String uid,
    String resourceVersion,
    boolean dryRun) {

  public static final DeleteOptions BACKGROUND =
      new DeleteOptions(OptionalLong.empty(), "Background", "", "", false);

  /** From the body of a request, which may be empty. */
  public static DeleteOptions of(JsonNode body, boolean dryRun) {
    JsonNode grace = body.path("gracePeriodSeconds");
    String propagation = Json.text(body, "propagationPolicy");
    if (body.path("orphanDependents").asBoolean()) {
      propagation = "Orphan";
    }
    return new DeleteOptions(
        grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
        propagation,
        Json.text(body, "preconditions", "uid"),
        Json.text(body, "preconditions", "resourceVersion"),
        dryRun || Json.texts(body.path("dryRun")).contains("All"));
  }
}
