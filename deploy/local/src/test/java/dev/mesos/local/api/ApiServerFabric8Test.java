package dev.mesos.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Fabric8 client, as operators use it, against the embedded server. */
class ApiServerFabric8Test {
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    server = ApiServer.start(0);
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                    .withMasterUrl(server.uri().toString())
                    .withNamespace("default")
                    .build())
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .addToData("k", "v")
        .build();
  }

  @Test
  void createsReadsUpdatesAndDeletes() {
    ConfigMap created = client.configMaps().resource(map("crud")).create();
    assertThat(created.getMetadata().getUid()).isNotBlank();

    client
        .configMaps()
        .withName("crud")
        .edit(c -> new ConfigMapBuilder(c).addToData("k2", "v2").build());
    assertThat(client.configMaps().withName("crud").get().getData()).containsEntry("k2", "v2");
    assertThatThrownBy(() -> client.configMaps().resource(map("crud")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThatThrownBy(() -> client.configMaps().resource(created).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));

    assertThat(client.configMaps().withName("crud").delete()).hasSize(1);
    assertThat(client.configMaps().withName("crud").get()).isNull();
  }

  @Test
  void listsBySelector() {
    client.configMaps().resource(map("list-a")).create();
    client.configMaps().resource(map("list-b")).create();

    assertThat(client.configMaps().withLabel("app", "list-a").list().getItems())
        .extracting(c -> c.getMetadata().getName())
        .containsExactly("list-a");
    assertThat(client.configMaps().withLabelIn("app", "list-a", "list-b").list().getItems())
        .hasSize(2);
    assertThat(client.configMaps().withField("metadata.name", "list-b").list().getItems())
        .hasSize(1);
  }

  @Test
  void watchesChanges() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (var watch =
        client
            .configMaps()
            .withLabel("app", "watched")
            .watch(
                new Watcher<ConfigMap>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap resource) {
                    events.add(action + " " + resource.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {}
                })) {
      client.configMaps().resource(map("watched")).create();
      client
          .configMaps()
          .withName("watched")
          .edit(c -> new ConfigMapBuilder(c).addToData("a", "b").build());
      client.configMaps().withName("watched").delete();

      assertThat(next(events)).isEqualTo("ADDED watched");
      assertThat(next(events)).isEqualTo("MODIFIED watched");
      assertThat(next(events)).isEqualTo("DELETED watched");
    }
  }

  @Test
  void informerFollows() {
    client.configMaps().resource(map("informed-1")).create();
    try (SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace("default").inform()) {
      client.configMaps().resource(map("informed-2")).create();
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() ->
              assertThat(informer.getStore().listKeys())
                  .contains("default/informed-1", "default/informed-2"));
    }
  }

  @Test
  void deletedNamespaceTakesItsContents() {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName("going").endMetadata().build())
        .create();
    client.configMaps().inNamespace("going").resource(map("inside")).create();

    client.namespaces().withName("going").delete();

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> client.namespaces().withName("going").get() == null);
    assertThat(client.configMaps().inNamespace("going").list().getItems()).isEmpty();
  }

  @Test
  void dependentsGoWithTheirOwner() {
    ConfigMap owner = client.configMaps().resource(map("owner")).create();
    ConfigMap dependent = map("dependent");
    dependent
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new io.fabric8.kubernetes.api.model.OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .build()));
    client.configMaps().resource(dependent).create();

    client.configMaps().withName("owner").delete();

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> client.configMaps().withName("dependent").get() == null);
  }

  private static String next(BlockingQueue<String> events) throws InterruptedException {
    return events.poll(5, TimeUnit.SECONDS);
  }
}
