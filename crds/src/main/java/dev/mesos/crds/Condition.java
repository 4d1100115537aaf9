package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One aspect of the cluster's state, in the form that Kubernetes' own resources use. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "type",
  "status",
  "reason",
  "message",
  "observedGeneration",
  "lastTransitionTime"
})
public class Condition {

  @JsonPropertyDescription("Which aspect.")
  @Required
  private @Nullable ConditionType type;

  @JsonPropertyDescription("True, False or Unknown.")
  @Required
  @Pattern("^(True|False|Unknown)$")
  private @Nullable String status;

  @JsonPropertyDescription("Why, in one word for programs.")
  @Required
  private @Nullable Reason reason;

  @JsonPropertyDescription("Why, in a sentence for people.")
  @Size(max = 32768)
  private @Nullable String message;

  @JsonPropertyDescription("The metadata.generation that this condition describes.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("When the status last changed (RFC 3339).")
  @Required
  private @Nullable String lastTransitionTime;

  public @Nullable ConditionType getType() {
    return type;
  }

  public void setType(@Nullable ConditionType type) {
    this.type = type;
  }

  public @Nullable String getStatus() {
    return status;
  }

  public void setStatus(@Nullable String status) {
    this.status = status;
  }

  public @Nullable Reason getReason() {
    return reason;
  }

  public void setReason(@Nullable Reason reason) {
    this.reason = reason;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable String getLastTransitionTime() {
    return lastTransitionTime;
  }

  public void setLastTransitionTime(@Nullable String lastTransitionTime) {
    this.lastTransitionTime = lastTransitionTime;
  }
}
