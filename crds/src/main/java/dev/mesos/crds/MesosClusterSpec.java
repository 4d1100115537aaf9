package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What the user wants. Every field has a default. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"paused", "deletionPolicy", "zookeeper", "masters", "slaves"})
public class MesosClusterSpec {

  @JsonPropertyDescription(
      "If true the operator leaves everything as it is and changes nothing but the status.")
  @Default("false")
  private @Nullable Boolean paused;

  @JsonPropertyDescription(
      "What becomes of the data when the resource is deleted. Delete removes the znode and the volumes, Retain keeps both.")
  @Default("Delete")
  private @Nullable DeletionPolicy deletionPolicy;

  @JsonPropertyDescription(
      "The ZooKeeper ensemble in which the masters elect their leader: managed by the operator, or external.")
  private @Nullable ZooKeeperSpec zookeeper;

  @JsonPropertyDescription("The masters, of which one leads and the others stand by.")
  private @Nullable MastersSpec masters;

  @JsonPropertyDescription("The slaves, which run the tasks.")
  private @Nullable SlavesSpec slaves;

  public @Nullable Boolean getPaused() {
    return paused;
  }

  public void setPaused(@Nullable Boolean paused) {
    this.paused = paused;
  }

  public @Nullable DeletionPolicy getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable DeletionPolicy deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }

  public @Nullable ZooKeeperSpec getZookeeper() {
    return zookeeper;
  }

  public void setZookeeper(@Nullable ZooKeeperSpec zookeeper) {
    this.zookeeper = zookeeper;
  }

  public @Nullable MastersSpec getMasters() {
    return masters;
  }

  public void setMasters(@Nullable MastersSpec masters) {
    this.masters = masters;
  }

  public @Nullable SlavesSpec getSlaves() {
    return slaves;
  }

  public void setSlaves(@Nullable SlavesSpec slaves) {
    this.slaves = slaves;
  }
}
