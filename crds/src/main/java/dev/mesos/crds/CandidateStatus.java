package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** A candidate in ZooKeeper. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"pod", "hostname", "address", "id", "znode", "epoch", "problem"})
public class CandidateStatus {

  @JsonPropertyDescription("Name of the pod. Absent if the candidate is not a pod of this cluster.")
  private @Nullable String pod;

  @JsonPropertyDescription("The host name that the master announces.")
  private @Nullable String hostname;

  @JsonPropertyDescription("IP and port that the master announces.")
  private @Nullable String address;

  @JsonPropertyDescription("The master's own id, new at each of its starts.")
  private @Nullable String id;

  @JsonPropertyDescription("Name of its candidate znode.")
  private @Nullable String znode;

  @JsonPropertyDescription("The czxid of its znode, which is its epoch once it leads.")
  private @Nullable Long epoch;

  @JsonPropertyDescription(
      "Why the candidate cannot be read. It is skipped in the election as Kubernetes shows it.")
  private @Nullable String problem;

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

  public @Nullable String getProblem() {
    return problem;
  }

  public void setProblem(@Nullable String problem) {
    this.problem = problem;
  }
}
