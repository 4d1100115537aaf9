package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** The ensemble in which the masters elect their leader: managed by the operator, or external. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "replicas",
  "external",
  "path",
  "access",
  "sessionTimeout",
  "storage",
  "image",
  "resources",
  "podTemplate"
})
@ValidationRule(
    value =
        "!has(self.external) || (!has(self.replicas) && !has(self.storage) && !has(self.image) && !has(self.resources) && !has(self.podTemplate))",
    message =
        "zookeeper: write either external, or replicas, storage, image, resources and podTemplate, which belong to a managed ensemble; not both")
@ValidationRule(
    value = "has(self.external) == has(oldSelf.external)",
    message =
        "zookeeper: a managed ensemble cannot become external, nor the reverse; create a new MesosCluster instead")
@ValidationRule(
    value = "has(self.path) == has(oldSelf.path) && (!has(self.path) || self.path == oldSelf.path)",
    message =
        "zookeeper.path cannot be changed; create a new MesosCluster with the new path instead")
@ValidationRule(
    value =
        "(has(self.replicas) ? self.replicas : 3) == (has(oldSelf.replicas) ? oldSelf.replicas : 3)",
    message =
        "zookeeper.replicas cannot be changed, since members are not yet moved in and out one by one; create a new MesosCluster with the new number instead")
@ValidationRule(
    value =
        "(has(self.storage) && has(self.storage.size) ? string(self.storage.size) : '2Gi') == (has(oldSelf.storage) && has(oldSelf.storage.size) ? string(oldSelf.storage.size) : '2Gi')",
    message =
        "zookeeper.storage.size cannot be changed; create a new MesosCluster with the new size instead")
@ValidationRule(
    value =
        "(has(self.storage) && has(self.storage.storageClassName) ? self.storage.storageClassName : '') == (has(oldSelf.storage) && has(oldSelf.storage.storageClassName) ? oldSelf.storage.storageClassName : '')",
    message =
        "zookeeper.storage.storageClassName cannot be changed; create a new MesosCluster with the new class instead")
public class ZooKeeperSpec {

  @JsonPropertyDescription(
      "Members of the managed ensemble: 1, 3, 5 or 7. Default: 3. It cannot be changed later.")
  @ValidationRule(
      value = "self in [1, 3, 5, 7]",
      message =
          "zookeeper.replicas: write 1, 3, 5 or 7; an even number of members survives no more failures than the odd number below it")
  private @Nullable Integer replicas;

  @JsonPropertyDescription(
      "An ensemble that exists already. With it the operator runs none of its own.")
  private @Nullable ExternalZooKeeper external;

  @JsonPropertyDescription(
      "The znode that this cluster owns alone. Default: /<namespace>/<name>. It cannot be changed later.")
  @Size(min = 1, max = 250)
  @ValidationRule(
      value = "self.startsWith('/')",
      message = "zookeeper.path: write an absolute path that starts with /, for example /mesos")
  @ValidationRule(
      value = "self != '/'",
      message =
          "zookeeper.path: write a znode below the root, for example /mesos; the root cannot be owned by one cluster")
  @ValidationRule(
      value = "size(self) < 2 || !self.endsWith('/')",
      message = "zookeeper.path: leave the trailing / out")
  @ValidationRule(
      value = "!self.contains('//')",
      message = "zookeeper.path: write single slashes; a name between them must not be empty")
  @ValidationRule(
      value = "!self.matches('(^|/)[.][.]?(/|$)')",
      message = "zookeeper.path: leave . and .. out; ZooKeeper has no relative paths")
  @ValidationRule(
      value = "self.matches('^[!-+\\\\--?A-~]*$')",
      message =
          "zookeeper.path: write printable ASCII without space, comma and @, which have a meaning of their own in a zk:// URL")
  @ValidationRule(
      value = "self != '/zookeeper' && !self.startsWith('/zookeeper/')",
      message = "zookeeper.path: write another path; ZooKeeper keeps /zookeeper for itself")
  private @Nullable String path;

  @JsonPropertyDescription(
      "Who may change the znode. Digest: only the holder of the credentials, all may read. Open: everybody.")
  @Default("Digest")
  private @Nullable Access access;

  @JsonPropertyDescription(
      "How long a master may be silent before ZooKeeper removes its candidacy: 2s to 60s, with a unit (ms, s or m).")
  @Default("10s")
  @Size(max = 10)
  @ValidationRule(
      value = "self.matches('^[0-9]{1,6}(ms|s|m)$')",
      message =
          "zookeeper.sessionTimeout: write a whole number with its unit ms, s or m, for example 10s")
  @ValidationRule(
      value =
          "!self.matches('^[0-9]{1,6}(ms|s|m)$') || (duration(self) >= duration('2s') && duration(self) <= duration('60s'))",
      message = "zookeeper.sessionTimeout: write a duration from 2s to 60s")
  private @Nullable String sessionTimeout;

  @JsonPropertyDescription(
      "The volume of each member of the managed ensemble. It cannot be changed later.")
  private @Nullable VolumeSpec storage;

  @JsonPropertyDescription(
      "The container image of the managed ensemble. Default: the one that the operator was installed with.")
  @Size(min = 1, max = 512)
  @Pattern("^[^\\s]+$")
  private @Nullable String image;

  @JsonPropertyDescription("CPU and memory that each ZooKeeper pod requests and is limited to.")
  private @Nullable ResourceRequirements resources;

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

  public @Nullable ExternalZooKeeper getExternal() {
    return external;
  }

  public void setExternal(@Nullable ExternalZooKeeper external) {
    this.external = external;
  }

  public @Nullable String getPath() {
    return path;
  }

  public void setPath(@Nullable String path) {
    this.path = path;
  }

  public @Nullable Access getAccess() {
    return access;
  }

  public void setAccess(@Nullable Access access) {
    this.access = access;
  }

  public @Nullable String getSessionTimeout() {
    return sessionTimeout;
  }

  public void setSessionTimeout(@Nullable String sessionTimeout) {
    this.sessionTimeout = sessionTimeout;
  }

  public @Nullable VolumeSpec getStorage() {
    return storage;
  }

  public void setStorage(@Nullable VolumeSpec storage) {
    this.storage = storage;
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

  public @Nullable PodTemplateSpec getPodTemplate() {
    return podTemplate;
  }

  public void setPodTemplate(@Nullable PodTemplateSpec podTemplate) {
    this.podTemplate = podTemplate;
  }
}
