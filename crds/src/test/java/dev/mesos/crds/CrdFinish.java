package dev.mesos.crds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a CRD needs and annotations cannot say. */
final class CrdFinish implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of(
          "Masters",
          "Slaves",
          "Leader",
          "Epoch",
          "ZooKeeper",
          "Ready",
          "Age",
          "Failovers",
          "Path",
          "Message");

  // The API server estimates what a CEL rule may cost from these bounds and refuses rules on
  // unbounded text.
  private static final long LONGEST_QUANTITY = 32;
  private static final long MOST_MAP_ENTRIES = 64;
  private static final long MOST_RESOURCES = 16;

  @Override
  public HasMetadata process(HasMetadata resource, String version) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    var v1 = crd.getSpec().getVersions().get(0);
    v1.getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
    JSONSchemaProps root = v1.getSchema().getOpenAPIV3Schema();
    root.setDescription(
        "A highly available Mesos cluster: a ZooKeeper ensemble, masters that elect their leader in"
            + " it, and slaves. Every field of the spec has a default.");
    spec(root);
    status(at(root, "status"));
    boundQuantities(root);
    return crd;
  }

  private static void spec(JSONSchemaProps root) {
    JSONSchemaProps spec = at(root, "spec");
    spec.setDescription("What the user wants. Every field has a default, so may be left out.");
    for (JSONSchemaProps section :
        List.of(
            spec,
            at(spec, "zookeeper"),
            at(spec, "masters"),
            at(spec, "slaves"),
            at(spec, "slaves", "offers"))) {
      // Empty and not spelled out: the API server then applies the defaults of the fields inside.
      section.setDefault(JsonNodeFactory.instance.objectNode());
    }
    for (String component : List.of("zookeeper", "masters", "slaves")) {
      resources(at(spec, component, "resources"), component);
      JSONSchemaProps flags = at(spec, component).getProperties().get("flags");
      if (flags != null) {
        flags.setMaxProperties(MOST_MAP_ENTRIES);
      }
    }
    at(spec, "slaves", "attributes").setMaxProperties(MOST_MAP_ENTRIES);
  }

  private static void resources(JSONSchemaProps resources, String component) {
    // Resource claims need a pod template anyway.
    resources.getProperties().remove("claims");
    describe(resources, "requests", "What the scheduler sets aside, for example cpu: 500m.");
    describe(resources, "limits", "What the pod must not exceed, for example memory: 1Gi.");
    for (String kind : List.of("requests", "limits")) {
      JSONSchemaProps map = at(resources, kind);
      map.setMaxProperties(MOST_RESOURCES);
      ValidationRule rule = new ValidationRule();
      rule.setRule("self.all(k, isQuantity(string(self[k])))");
      rule.setMessage(
          component + ".resources." + kind + ": write Kubernetes quantities, such as 500m or 1Gi");
      map.setXKubernetesValidations(List.of(rule));
    }
  }

  private static void status(JSONSchemaProps status) {
    status.setDescription(
        "What the operator observed. What stands here was read from ZooKeeper and from Kubernetes.");
    JSONSchemaProps conditions = at(status, "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    JSONSchemaProps condition = conditions.getItems().getSchema();
    JSONSchemaProps candidate = at(status, "candidates").getItems().getSchema();
    at(status, "candidates").setXKubernetesListType("atomic");

    List.of(
            at(status, "observedGeneration"),
            at(status, "failovers"),
            at(status, "leader", "epoch"),
            at(candidate, "epoch"),
            at(condition, "observedGeneration"))
        .forEach(number -> number.setFormat("int64"));
    List.of(
            at(status, "leader", "electedAt"),
            at(status, "lastFailover", "at"),
            at(condition, "lastTransitionTime"))
        .forEach(time -> time.setFormat("date-time"));
  }

  private static void boundQuantities(JSONSchemaProps schema) {
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      schema.setMaxLength(LONGEST_QUANTITY);
    }
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      properties.values().forEach(CrdFinish::boundQuantities);
    }
    if (schema.getAdditionalProperties() != null) {
      boundQuantities(schema.getAdditionalProperties().getSchema());
    }
  }

  private static void describe(JSONSchemaProps parent, String name, String text) {
    at(parent, name).setDescription(text);
  }

  private static JSONSchemaProps at(JSONSchemaProps from, String... names) {
    JSONSchemaProps schema = from;
    for (String name : names) {
      schema = schema.getProperties().get(name);
      if (schema == null) {
        throw new IllegalStateException("The generated CRD has no property " + name);
      }
    }
    return schema;
  }
}
