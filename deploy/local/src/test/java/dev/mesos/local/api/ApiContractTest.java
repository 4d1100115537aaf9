package dev.mesos.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.File;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every Kubernetes API server does: against the embedded one, or against a real one if {@code
 * E2E_KUBECONFIG} names its kubeconfig. The same assertions hold on both.
 */
class ApiContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "contract-" + Long.toString(System.nanoTime(), 36);
  private static final String RULES_SKIPPED = "<nil>";

  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    String kubeconfig = System.getenv("E2E_KUBECONFIG");
    Config config;
    if (kubeconfig == null || kubeconfig.isEmpty()) {
      server = ApiServer.start(0);
      config = new ConfigBuilder(Config.empty()).withMasterUrl(server.uri().toString()).build();
    } else {
      config = Config.fromKubeconfig(new File(kubeconfig));
    }
    config.setNamespace(NAMESPACE);
    client = new KubernetesClientBuilder().withConfig(config).build();
    client
        .resource(
            new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .endMetadata()
                .build())
        .create();
    apply("/contract/widgets-crd.yaml");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> widgets().list() != null);
  }

  @AfterAll
  static void stop() {
    client.namespaces().withName(NAMESPACE).delete();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("widgets.contract.example.com")
        .delete();
    client.close();
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void clean() {
    widgets().delete();
  }

  private static void apply(String resource) throws Exception {
    try (InputStream in = ApiContractTest.class.getResourceAsStream(resource)) {
      client.load(in).serverSideApply();
    }
  }

  private static io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          GenericKubernetesResource, ?, Resource<GenericKubernetesResource>>
      widgets() {
    return client
        .genericKubernetesResources("contract.example.com/v1", "Widget")
        .inNamespace(NAMESPACE);
  }

  private static GenericKubernetesResource widget(String name, String spec) throws Exception {
    ObjectNode widget = JSON.createObjectNode();
    widget.put("apiVersion", "contract.example.com/v1").put("kind", "Widget");
    widget.putObject("metadata").put("name", name);
    widget.set("spec", new YAMLMapper().readTree(spec));
    return JSON.treeToValue(widget, GenericKubernetesResource.class);
  }

  private static JsonNode create(String name, String spec) throws Exception {
    return JSON.valueToTree(widgets().resource(widget(name, spec)).create());
  }

  private static JsonNode tree(Object object) {
    try {
      return JSON.readTree(client.getKubernetesSerialization().asJson(object));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(String name) {
    return JSON.valueToTree(widgets().withName(name).get());
  }

  private static JsonNode serverSideApply(String name, String spec, String manager, boolean force)
      throws Exception {
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(force)
            .build();
    return JSON.valueToTree(widgets().resource(widget(name, spec)).patch(context));
  }

  @Test
  void fillsInDefaults() throws Exception {
    JsonNode created = create("defaults", "{parts: [{name: a}]}");

    assertThat(created.path("spec"))
        .isEqualTo(
            JSON.readTree(
                "{\"parts\":[{\"count\":1,\"name\":\"a\"}],\"replicas\":3,\"size\":\"small\"}"));
    assertThat(created.path("metadata").path("generation").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{replicas: 10} | spec.replicas | Invalid value: 10: spec.replicas in body should be less than or equal to 9",
        "{replicas: 0} | spec.replicas | Invalid value: 0: spec.replicas in body should be greater than or equal to 1",
        "{replicas: 2} | spec.replicas | Invalid value: replicas must be odd: use 1, 3 or 5",
        "{replicas: x} | spec.replicas | Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\"",
        "{size: huge} | spec.size | Unsupported value: \"huge\": supported values: \"small\", \"large\"",
        "{color: X1} | spec.color | Invalid value: \"X1\": spec.color in body should match '^[a-z]+$'",
        "{color: a} | spec.color | Invalid value: \"a\": spec.color in body should be at least 2 chars long",
        "{color: abcdefghij} | spec.color | Too long: may not be more than 8 bytes",
        "{left: l, right: r} | spec | Forbidden: left l excludes right",
        "{ratio: 0} | spec.ratio | Invalid value: 0: spec.ratio in body should be greater than 0",
        "{port: true} | spec.port | Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\"",
        "{memory: 12x} | spec.memory | Invalid value: \"12x\": not a quantity",
        "{attributes: {toolongkeyname: '1'}} | spec.attributes | Invalid value: keys are shorter than 10",
        "{attributes: {a: 1}} | spec.attributes.a | Invalid value: \"integer\": spec.attributes.a in body must be of type string: \"integer\"",
        "{tags: [a, a]} | spec.tags[1] | Duplicate value: \"a\"",
        "{tags: [a, b, c, d, e]} | spec.tags | Too many: 5: must have at most 4 items",
        "{when: yesterday} | spec.when | Invalid value: \"yesterday\": spec.when in body must be of type date-time: \"yesterday\"",
        "{parts: []} | spec.parts | Invalid value: 0: spec.parts in body should have at least 1 items",
        "{parts: [{name: a}, {name: a}]} | spec.parts[1] | Duplicate value: {\"name\":\"a\"}",
        "{parts: [{count: 1}]} | spec.parts[0].name | Required value",
        "{parts: [{name: a, count: 11}]} | spec.parts[0] | Invalid value: a has more than 10",
      })
  void refusesWhatTheSchemaForbids(String spec, String field, String message) {
    assertThatThrownBy(() -> create("refused", spec))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(422);
              assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
              assertThat(e.getStatus().getDetails().getKind()).isEqualTo("Widget");
              assertThat(e.getStatus().getMessage())
                  .startsWith("Widget.contract.example.com \"refused\" is invalid: ")
                  .contains(field + ": " + message);
              assertThat(e.getStatus().getDetails().getCauses())
                  .filteredOn(cause -> !cause.getField().equals(RULES_SKIPPED))
                  .anySatisfy(cause -> {
                    assertThat(cause.getField()).isEqualTo(field);
                    assertThat(cause.getMessage()).isEqualTo(message);
                  });
            });
  }

  @Test
  void comparesWithTheOldObject() throws Exception {
    create("old", "{color: red}");

    assertThatThrownBy(() -> serverSideApply("old", "{color: blue}", "other", true))
        .hasMessageContaining("spec.color: Invalid value: \"blue\": color is immutable");
    assertThatThrownBy(() -> widgets().resource(widget("old", "{}")).update())
        .hasMessageContaining("spec: Invalid value: color cannot be added or removed");
  }

  @Test
  void dropsUnknownFields() throws Exception {
    JsonNode created = create("pruned", "{unknown: 1, parts: [{name: a, x: y}], free: {any: [1]}}");

    assertThat(created.path("spec").has("unknown")).isFalse();
    assertThat(created.path("spec").path("parts").get(0).has("x")).isFalse();
    assertThat(created.path("spec").path("free").path("any").get(0).asInt()).isEqualTo(1);
  }

  @Test
  void refusesUnknownFieldsIfAskedTo() throws Exception {
    String body = JSON.writeValueAsString(widget("strict", "{bar: 2, parts: [{name: a, foo: 1}]}"));

    assertThatThrownBy(() ->
            client.raw(
                "/apis/contract.example.com/v1/namespaces/"
                    + NAMESPACE
                    + "/widgets?fieldValidation=Strict",
                "POST",
                JSON.readTree(body)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "strict decoding error: unknown field \"spec.bar\", unknown field"
                            + " \"spec.parts[0].foo\""));
  }

  @Test
  void generationCountsChangesOfTheSpecOnly() throws Exception {
    create("generation", "{}");

    widgets()
        .withName("generation")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    assertThat(read("generation").path("metadata").path("generation").asInt()).isEqualTo(1);

    widgets()
        .withName("generation")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":5}}");
    assertThat(read("generation").path("metadata").path("generation").asInt()).isEqualTo(2);
  }

  @Test
  void statusIsWrittenThroughItsSubresourceOnly() throws Exception {
    create("status", "{}");

    widgets()
        .withName("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"replicas\":1}}");
    assertThat(read("status").path("status").has("replicas")).isFalse();

    widgets()
        .withName("status")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"replicas\":9},\"status\":{\"replicas\":2}}");
    assertThat(read("status").path("status").path("replicas").asInt()).isEqualTo(2);
    assertThat(read("status").path("spec").path("replicas").asInt()).isEqualTo(3);
  }

  @Test
  void applyOwnsRefusesAndRemoves() throws Exception {
    serverSideApply("apply", "{replicas: 5, color: red, parts: [{name: p1, kind: k}]}", "a", false);

    assertThatThrownBy(() -> serverSideApply("apply", "{replicas: 7}", "b", false))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getMessage())
                  .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas");
              StatusCause cause = e.getStatus().getDetails().getCauses().getFirst();
              assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
              assertThat(cause.getField()).isEqualTo(".spec.replicas");
            });

    serverSideApply("apply", "{replicas: 7, parts: [{name: p2}]}", "b", true);
    JsonNode both = serverSideApply("apply", "{color: red}", "a", false);

    assertThat(both.path("spec").path("replicas").asInt()).isEqualTo(7);
    assertThat(names(both)).containsExactly("p2");
    assertThat(owned(both))
        .isEqualTo(
            Map.of(
                "a", "{\"f:spec\":{\"f:color\":{}}}",
                "b",
                    "{\"f:spec\":{\"f:parts\":{\"k:{\\\"name\\\":\\\"p2\\\"}\":{\".\":{},\"f:name\":{}}},\"f:replicas\":{}}}"));
  }

  private static List<String> names(JsonNode widget) {
    return widget.path("spec").path("parts").findValuesAsText("name");
  }

  private static Map<String, String> owned(JsonNode widget) {
    return JSON.convertValue(widget.path("metadata").path("managedFields"), JsonNode.class)
        .valueStream()
        .collect(
            Collectors.toMap(e -> e.path("manager").asText(), e -> e.path("fieldsV1").toString()));
  }

  @Test
  void applyingTheSameAgainWritesNothing() throws Exception {
    JsonNode first = serverSideApply("same", "{replicas: 5}", "a", false);
    JsonNode second = serverSideApply("same", "{replicas: 5}", "a", false);

    assertThat(second.path("metadata").path("resourceVersion"))
        .isEqualTo(first.path("metadata").path("resourceVersion"));
  }

  @Test
  void scales() throws Exception {
    create("scale", "{}");

    widgets().withName("scale").scale(5);

    assertThat(read("scale").path("spec").path("replicas").asInt()).isEqualTo(5);
  }

  @Test
  void finalizersHoldADeletedObject() throws Exception {
    create("held", "{}");
    widgets()
        .withName("held")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}");

    widgets().withName("held").delete();
    assertThat(read("held").path("metadata").has("deletionTimestamp")).isTrue();

    widgets()
        .withName("held")
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]");
    assertThat(widgets().withName("held").get()).isNull();
  }

  @Test
  void workloadsGetTheDefaultsOfKubernetes() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/contract/workload.yaml");
        InputStream golden = getClass().getResourceAsStream("/contract/workload-defaulted.yaml")) {
      JsonNode expected = new YAMLMapper().readTree(golden);
      client
          .load(in)
          .items()
          .forEach(item -> {
            item.getMetadata().setNamespace(NAMESPACE);
            String key = item.getKind() + " " + item.getMetadata().getName();
            JsonNode created = tree(client.resource(item).create());
            if (expected.has(key)) {
              assertThat(created.path("spec")).as(key).isEqualTo(expected.get(key));
            }
          });
    }
  }
}
