package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import org.jspecify.annotations.Nullable;

/** The slaves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "ready",
  "registered",
  "unreachable",
  "deactivated",
  "replicas",
  "selector",
  "display"
})
public class SlavesStatus {

  @JsonPropertyDescription("Slave pods that are ready.")
  private @Nullable Integer ready;

  @JsonPropertyDescription("Slaves that are registered with the leader and connected.")
  private @Nullable Integer registered;

  @JsonPropertyDescription(
      "Slaves that the leader expects back: disconnected, pausing, or not back since the failover.")
  private @Nullable Integer unreachable;

  @JsonPropertyDescription(
      "Slaves that were given up; they may come back as new ones only. Remembered for two weeks.")
  private @Nullable Integer deactivated;

  @JsonPropertyDescription("Slave pods that exist.")
  @StatusReplicas
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Label selector of the slave pods, for kubectl scale and autoscalers.")
  @LabelSelector
  private @Nullable String selector;

  @JsonPropertyDescription("What the SLAVES column shows: registered/wanted.")
  private @Nullable String display;

  public @Nullable Integer getReady() {
    return ready;
  }

  public void setReady(@Nullable Integer ready) {
    this.ready = ready;
  }

  public @Nullable Integer getRegistered() {
    return registered;
  }

  public void setRegistered(@Nullable Integer registered) {
    this.registered = registered;
  }

  public @Nullable Integer getUnreachable() {
    return unreachable;
  }

  public void setUnreachable(@Nullable Integer unreachable) {
    this.unreachable = unreachable;
  }

  public @Nullable Integer getDeactivated() {
    return deactivated;
  }

  public void setDeactivated(@Nullable Integer deactivated) {
    this.deactivated = deactivated;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable String getSelector() {
    return selector;
  }

  public void setSelector(@Nullable String selector) {
    this.selector = selector;
  }

  public @Nullable String getDisplay() {
    return display;
  }

  public void setDisplay(@Nullable String display) {
    this.display = display;
  }
}
