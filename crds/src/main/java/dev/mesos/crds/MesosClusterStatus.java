package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator observed. Whatever stands here was read from ZooKeeper and from Kubernetes,
 * never guessed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "observedGeneration",
  "conditions",
  "leader",
  "candidates",
  "failovers",
  "lastFailover",
  "zookeeper",
  "masters",
  "slaves"
})
public class MesosClusterStatus {

  @JsonPropertyDescription("The metadata.generation that this status describes.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("The state of the cluster, one entry a type.")
  private @Nullable List<Condition> conditions;

  @JsonPropertyDescription("The leading master, as the znodes say. Absent while there is none.")
  private @Nullable LeaderStatus leader;

  @JsonPropertyDescription(
      "All candidates in ZooKeeper in the order in which they would lead, the leader first.")
  private @Nullable List<CandidateStatus> candidates;

  @JsonPropertyDescription(
      "How often the leadership passed from one master to another since the resource was created.")
  private @Nullable Long failovers;

  @JsonPropertyDescription("The last time that the leadership passed from one master to another.")
  private @Nullable FailoverStatus lastFailover;

  @JsonPropertyDescription("The ZooKeeper ensemble.")
  private @Nullable ZooKeeperStatus zookeeper;

  @JsonPropertyDescription("The masters.")
  private @Nullable MastersStatus masters;

  @JsonPropertyDescription("The slaves.")
  private @Nullable SlavesStatus slaves;

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions;
  }

  public @Nullable LeaderStatus getLeader() {
    return leader;
  }

  public void setLeader(@Nullable LeaderStatus leader) {
    this.leader = leader;
  }

  public @Nullable List<CandidateStatus> getCandidates() {
    return candidates;
  }

  public void setCandidates(@Nullable List<CandidateStatus> candidates) {
    this.candidates = candidates;
  }

  public @Nullable Long getFailovers() {
    return failovers;
  }

  public void setFailovers(@Nullable Long failovers) {
    this.failovers = failovers;
  }

  public @Nullable FailoverStatus getLastFailover() {
    return lastFailover;
  }

  public void setLastFailover(@Nullable FailoverStatus lastFailover) {
    this.lastFailover = lastFailover;
  }

  public @Nullable ZooKeeperStatus getZookeeper() {
    return zookeeper;
  }

  public void setZookeeper(@Nullable ZooKeeperStatus zookeeper) {
    this.zookeeper = zookeeper;
  }

  public @Nullable MastersStatus getMasters() {
    return masters;
  }

  public void setMasters(@Nullable MastersStatus masters) {
    this.masters = masters;
  }

  public @Nullable SlavesStatus getSlaves() {
    return slaves;
  }

  public void setSlaves(@Nullable SlavesStatus slaves) {
    this.slaves = slaves;
  }
}
