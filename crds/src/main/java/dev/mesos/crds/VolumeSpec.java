package dev.mesos.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** A persistent volume for each pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"size", "storageClassName"})
public class VolumeSpec {

  @JsonPropertyDescription("Capacity of the volume.")
  @Default("2Gi")
  @ValidationRule(
      value = "isQuantity(string(self)) && string(self).matches('^[+]?[0.]*[1-9]')",
      message = "storage.size: write a Kubernetes quantity above zero, such as 500m, 2 or 1Gi")
  private @Nullable Quantity size;

  @JsonPropertyDescription(
      "The StorageClass. Default: the default class of the Kubernetes cluster.")
  @Size(min = 1, max = 253)
  private @Nullable String storageClassName;

  public @Nullable Quantity getSize() {
    return size;
  }

  public void setSize(@Nullable Quantity size) {
    this.size = size;
  }

  public @Nullable String getStorageClassName() {
    return storageClassName;
  }

  public void setStorageClassName(@Nullable String storageClassName) {
    this.storageClassName = storageClassName;
  }
}
