package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** A passing of the leadership from one master to another. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"at", "from", "to", "took", "reason"})
public class FailoverStatus {

  @JsonPropertyDescription("When the new leader was seen (RFC 3339).")
  private @Nullable String at;

  @JsonPropertyDescription("The master that led before: its pod, or else its address.")
  private @Nullable String from;

  @JsonPropertyDescription("The master that leads since: its pod, or else its address.")
  private @Nullable String to;

  @JsonPropertyDescription(
      "The time from the end of the old leadership to the new leader, as the operator saw both, for example 120ms.")
  private @Nullable String took;

  @JsonPropertyDescription("What ended the old leadership, as far as Kubernetes tells.")
  private @Nullable String reason;

  public @Nullable String getAt() {
    return at;
  }

  public void setAt(@Nullable String at) {
    this.at = at;
  }

  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public @Nullable String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }

  public @Nullable String getTook() {
    return took;
  }

  public void setTook(@Nullable String took) {
    this.took = took;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }
}
