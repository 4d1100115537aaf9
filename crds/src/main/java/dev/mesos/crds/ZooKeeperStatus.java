package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** The ZooKeeper ensemble. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"url", "path", "ready", "replicas", "display"})
public class ZooKeeperStatus {

  @JsonPropertyDescription("The zk:// URL of the cluster, without credentials.")
  private @Nullable String url;

  @JsonPropertyDescription("The znode that the cluster owns.")
  private @Nullable String path;

  @JsonPropertyDescription("Members that are ready. Absent if the ensemble is external.")
  private @Nullable Integer ready;

  @JsonPropertyDescription("Members that are wanted. Absent if the ensemble is external.")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("What the ZOOKEEPER column shows: ready/wanted, or external.")
  private @Nullable String display;

  public @Nullable String getUrl() {
    return url;
  }

  public void setUrl(@Nullable String url) {
    this.url = url;
  }

  public @Nullable String getPath() {
    return path;
  }

  public void setPath(@Nullable String path) {
    this.path = path;
  }

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
