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
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slaves, which run the tasks. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "replicas",
  "attributes",
  "offers",
  "image",
  "resources",
  "flags",
  "storage",
  "podTemplate"
})
@ValidationRule(
    value =
        "has(self.storage) == has(oldSelf.storage) && (!has(self.storage) || (string(self.storage.size) == string(oldSelf.storage.size) && (has(self.storage.storageClassName) ? self.storage.storageClassName : '') == (has(oldSelf.storage.storageClassName) ? oldSelf.storage.storageClassName : '')))",
    message =
        "slaves.storage cannot be changed; create a new MesosCluster with the new storage instead")
public class SlavesSpec {

  @JsonPropertyDescription("Number of slaves: 0 to 5000. This is what kubectl scale changes.")
  @Default("2")
  @Min(0)
  @Max(5000)
  @SpecReplicas
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Attributes that each slave announces, for example rack: r1.")
  @ValidationRule(
      value = "self.all(k, k.matches('^[A-Za-z0-9_][A-Za-z0-9_./-]{0,62}$'))",
      message =
          "slaves.attributes: write names of letters, digits, _, ., / and -, at most 63 characters")
  @ValidationRule(
      value = "self.all(k, size(self[k]) > 0 && !self[k].contains(';'))",
      message =
          "slaves.attributes: write values that are not empty and hold no ;, which separates attributes in Mesos")
  private @Nullable Map<String, @Size(max = 256) String> attributes;

  @JsonPropertyDescription("What each slave offers to frameworks.")
  private @Nullable OffersSpec offers;

  @JsonPropertyDescription(
      "The container image of the slaves. Default: the one that the operator was installed with.")
  @Size(min = 1, max = 512)
  @Pattern("^[^\\s]+$")
  private @Nullable String image;

  @JsonPropertyDescription("CPU and memory that each slave pod requests and is limited to.")
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription(
      "Further flags of mesos-slave, by Mesos's names without dashes, for example agent_ping_timeout: 15secs.")
  @ValidationRule(
      value = "self.all(k, k.matches('^[a-z][a-z0-9_]{0,62}$'))",
      message =
          "slaves.flags: write names as Mesos does, without leading dashes and with underscores, for example agent_ping_timeout")
  @ValidationRule(
      value =
          "self.all(k, !(k in ['master', 'hostname', 'ip', 'port', 'advertise_ip', 'advertise_port', 'work_dir', 'attributes', 'resources', 'zk_session_timeout']))",
      message =
          "slaves.flags: master, hostname, ip, port, advertise_ip, advertise_port, work_dir, attributes, resources, zk_session_timeout are set by the operator: leave them out")
  private @Nullable Map<String, @Size(max = 4096) String> flags;

  @JsonPropertyDescription(
      "A persistent volume for the work directory of each slave. Default: the pod's own scratch space. It cannot be changed later.")
  private @Nullable VolumeSpec storage;

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

  public @Nullable Map<String, String> getAttributes() {
    return attributes;
  }

  public void setAttributes(@Nullable Map<String, String> attributes) {
    this.attributes = attributes;
  }

  public @Nullable OffersSpec getOffers() {
    return offers;
  }

  public void setOffers(@Nullable OffersSpec offers) {
    this.offers = offers;
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

  public @Nullable VolumeSpec getStorage() {
    return storage;
  }

  public void setStorage(@Nullable VolumeSpec storage) {
    this.storage = storage;
  }

  public @Nullable PodTemplateSpec getPodTemplate() {
    return podTemplate;
  }

  public void setPodTemplate(@Nullable PodTemplateSpec podTemplate) {
    this.podTemplate = podTemplate;
  }
}
