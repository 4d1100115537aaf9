package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** The masters. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"ready", "replicas", "display"})
public class MastersStatus {

  @JsonPropertyDescription("Masters that are ready: the leader and the standbys.")
  private @Nullable Integer ready;

  @JsonPropertyDescription("Masters that are wanted.")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("What the MASTERS column shows: ready/wanted.")
  private @Nullable String display;

  public @Nullable Integer getReady() {
    return ready;
  }

  public void setReady(@Nullable Integer ready) {
    this.ready = ready;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable String getDisplay() {
    return display;
  }

  public void setDisplay(@Nullable String display) {
    this.display = display;
  }
}
