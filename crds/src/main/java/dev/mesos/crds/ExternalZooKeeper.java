package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An ensemble that exists already and that the operator only uses. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"servers", "credentialsSecret", "tickTime"})
public class ExternalZooKeeper {

  @JsonPropertyDescription("The servers of the ensemble as host:port, separated by commas.")
  @Required
  @Size(min = 3, max = 2048)
  @ValidationRule(
      value =
          "self.matches('^[A-Za-z0-9][A-Za-z0-9_.-]*:[0-9]{1,5}(,[A-Za-z0-9][A-Za-z0-9_.-]*:[0-9]{1,5})*$')",
      message =
          "zookeeper.external.servers: write host:port, separated by commas without spaces, for example zk-0.example.com:2181,zk-1.example.com:2181")
  private @Nullable String servers;

  @JsonPropertyDescription(
      "Name of a Secret in the same namespace with the keys username and password, by which the masters and the operator authenticate (digest). Default: the operator generates a pair.")
  @Size(min = 1, max = 253)
  @ValidationRule(
      value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
      message =
          "zookeeper.external.credentialsSecret: write the name of a Secret in this namespace: lower case letters, digits, - and .")
  private @Nullable String credentialsSecret;

  @JsonPropertyDescription(
      "The ensemble's tickTime, or more: 10ms to 60s, with a unit (ms or s). A leading master concedes by it in time. Default: 2s, ZooKeeper's own default; write it if the ensemble's is longer.")
  @Size(max = 10)
  @ValidationRule(
      value = "self.matches('^[0-9]{1,6}(ms|s)$')",
      message =
          "zookeeper.external.tickTime: write a whole number with its unit ms or s, for example 2s")
  @ValidationRule(
      value =
          "!self.matches('^[0-9]{1,6}(ms|s)$') || (duration(self) >= duration('10ms') && duration(self) <= duration('60s'))",
      message = "zookeeper.external.tickTime: write a duration from 10ms to 60s")
  private @Nullable String tickTime;

  public @Nullable String getServers() {
    return servers;
  }

  public void setServers(@Nullable String servers) {
    this.servers = servers;
  }

  public @Nullable String getCredentialsSecret() {
    return credentialsSecret;
  }

  public void setCredentialsSecret(@Nullable String credentialsSecret) {
    this.credentialsSecret = credentialsSecret;
  }

  public @Nullable String getTickTime() {
    return tickTime;
  }

  public void setTickTime(@Nullable String tickTime) {
    this.tickTime = tickTime;
  }
}
