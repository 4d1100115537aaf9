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

/** What one slave offers to frameworks. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"cpus", "mem", "disk", "ports"})
public class OffersSpec {

  @JsonPropertyDescription("CPUs, for example 2 or 500m.")
  @Default("1")
  @ValidationRule(
      value = "isQuantity(string(self)) && string(self).matches('^[+]?[0.]*[1-9]')",
      message =
          "slaves.offers.cpus: write a Kubernetes quantity above zero, such as 500m, 2 or 1Gi")
  private @Nullable Quantity cpus;

  @JsonPropertyDescription("Memory, for example 1Gi.")
  @Default("1Gi")
  @ValidationRule(
      value = "isQuantity(string(self)) && string(self).matches('^[+]?[0.]*[1-9]')",
      message = "slaves.offers.mem: write a Kubernetes quantity above zero, such as 500m, 2 or 1Gi")
  private @Nullable Quantity mem;

  @JsonPropertyDescription("Disk space, for example 10Gi.")
  @Default("1Gi")
  @ValidationRule(
      value = "isQuantity(string(self)) && string(self).matches('^[+]?[0.]*[1-9]')",
      message =
          "slaves.offers.disk: write a Kubernetes quantity above zero, such as 500m, 2 or 1Gi")
  private @Nullable Quantity disk;

  @JsonPropertyDescription(
      "Ports as ranges, for example 31000-32000 or 31000-31999,33000-33010. Default: Mesos's own, 31000-32000.")
  @Size(max = 512)
  @ValidationRule(
      value = "self.matches('^[0-9]{1,5}-[0-9]{1,5}(,[0-9]{1,5}-[0-9]{1,5})*$')",
      message =
          "slaves.offers.ports: write ranges as first-last, separated by commas, for example 31000-32000")
  private @Nullable String ports;

  public @Nullable Quantity getCpus() {
    return cpus;
  }

  public void setCpus(@Nullable Quantity cpus) {
    this.cpus = cpus;
  }

  public @Nullable Quantity getMem() {
    return mem;
  }

  public void setMem(@Nullable Quantity mem) {
    this.mem = mem;
  }

  public @Nullable Quantity getDisk() {
    return disk;
  }

  public void setDisk(@Nullable Quantity disk) {
    this.disk = disk;
  }

  public @Nullable String getPorts() {
    return ports;
  }

  public void setPorts(@Nullable String ports) {
    this.ports = ports;
  }
}
