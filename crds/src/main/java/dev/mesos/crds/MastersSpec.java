package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The masters, of which one leads and the others stand by. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"replicas", "image", "resources", "flags", "podTemplate"})
public class MastersSpec {

  @JsonPropertyDescription("Number of masters: 1 to 9.")
  @Default("3")
  @Min(1)
  @Max(9)
  private @Nullable Integer replicas;

  @JsonPropertyDescription(
      "The container image of the masters. Default: the one that the operator was installed with.")
  @Size(min = 1, max = 512)
  @Pattern("^[^\\s]+$")
  private @Nullable String image;

  @JsonPropertyDescription("CPU and memory that each master pod requests and is limited to.")
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription(
      "Further flags of mesos-master, by Mesos's names without dashes, for example agent_ping_timeout: 15secs.")
  @ValidationRule(
      value = "self.all(k, k.matches('^[a-z][a-z0-9_]{0,62}$'))",
      message =
          "masters.flags: write names as Mesos does, without leading dashes and with underscores, for example agent_ping_timeout")
  @ValidationRule(
      value =
          "self.all(k, !(k in ['zk', 'master', 'cluster', 'hostname', 'ip', 'port', 'advertise_ip', 'advertise_port', 'work_dir', 'zk_session_timeout', 'zk_tick_time', 'termination_log']))",
      message =
          "masters.flags: zk, master, cluster, hostname, ip, port, advertise_ip, advertise_port, work_dir, zk_session_timeout, zk_tick_time, termination_log are set by the operator: leave them out")
  private @Nullable Map<String, @Size(max = 4096) String> flags;

  @JsonPropertyDescription(
      "A pod template that is laid over the generated one: labels, annotations, node selectors, tolerations, affinity, extra containers and volumes. What the operator needs to run the daemon wins.")
  @PreserveUnknownFields
  @SchemaFrom(type = Object.class)
  private @Nullable PodTemplateSpec podTemplate;

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable String getImage() {
    return image;
  }

  public void setImage(@Nullable String image) {
    this.image = image;
  }

  public @Nullable ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(@Nullable ResourceRequirements resources) {
    this.resources = resources;
  }

  public @Nullable Map<String, String> getFlags() {
    return flags;
  }

  public void setFlags(@Nullable Map<String, String> flags) {
    this.flags = flags;
  }

  public @Nullable PodTemplateSpec getPodTemplate() {
    return podTemplate;
  }

  public void setPodTemplate(@Nullable PodTemplateSpec podTemplate) {
    this.podTemplate = podTemplate;
  }
}
