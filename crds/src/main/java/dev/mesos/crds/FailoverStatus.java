package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** A passing of the leadership from one master to another. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"at", "from", "fromId", "to", "took", "reason"})
public class FailoverStatus {

  @JsonPropertyDescription("When the new leader was seen (RFC 3339).")
  private @Nullable String at;

  @JsonPropertyDescription("The master that led before: its pod, or else its address.")
  private @Nullable String from;

  @JsonPropertyDescription("The id of the master that led before, new at each start of a master.")
  private @Nullable String fromId;

  @JsonPropertyDescription("The master that leads since: its pod, or else its address.")
  private @Nullable String to;

  @JsonPropertyDescription(
      "How long nobody led, for example 1200ms: from the last moment at which the old leader can have worked until the new one was seen. Absent until the reason is known, and if the operator did not see it happen.")
  private @Nullable String took;

  @JsonPropertyDescription(
      "What ended the old leadership, in one word for programs. Absent for a few seconds until it is known.")
  private @Nullable FailoverReason reason;

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

  public @Nullable String getFromId() {
    return fromId;
  }

  public void setFromId(@Nullable String fromId) {
    this.fromId = fromId;
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

  public @Nullable FailoverReason getReason() {
    return reason;
  }

  public void setReason(@Nullable FailoverReason reason) {
    this.reason = reason;
  }
}
