package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** The leading master, as the znodes say. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"pod", "hostname", "address", "id", "znode", "epoch", "electedAt"})
public class LeaderStatus {

  @JsonPropertyDescription("Name of the pod. Absent if the leader is not a pod of this cluster.")
  private @Nullable String pod;

  @JsonPropertyDescription("The host name that the master announces.")
  private @Nullable String hostname;

  @JsonPropertyDescription("IP and port that the master announces.")
  private @Nullable String address;

  @JsonPropertyDescription("The master's own id, new at each of its starts.")
  private @Nullable String id;

  @JsonPropertyDescription("Name of its candidate znode.")
  private @Nullable String znode;

  @JsonPropertyDescription(
      "The epoch of its leadership: the czxid of its znode. It grows from leader to leader.")
  private @Nullable Long epoch;

  @JsonPropertyDescription("When the operator saw it elected (RFC 3339).")
  private @Nullable String electedAt;

  public @Nullable String getPod() {
    return pod;
  }

  public void setPod(@Nullable String pod) {
    this.pod = pod;
  }

  public @Nullable String getHostname() {
    return hostname;
  }

  public void setHostname(@Nullable String hostname) {
    this.hostname = hostname;
  }

  public @Nullable String getAddress() {
    return address;
  }

  public void setAddress(@Nullable String address) {
    this.address = address;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public @Nullable String getZnode() {
    return znode;
  }

  public void setZnode(@Nullable String znode) {
    this.znode = znode;
  }

  public @Nullable Long getEpoch() {
    return epoch;
  }

  public void setEpoch(@Nullable Long epoch) {
    this.epoch = epoch;
  }

  public @Nullable String getElectedAt() {
    return electedAt;
  }

  public void setElectedAt(@Nullable String electedAt) {
    this.electedAt = electedAt;
  }
}
