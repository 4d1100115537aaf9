package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException;

/**
 * One MesosCluster, as everybody can see it. Each method looks anew; what is not there yet is an
 * {@link AssertionError}, so that {@link Eventually} can wait for it.
 */
final class Cluster {
  private static final int ZOOKEEPER_PORT = 2181;
  private static final int MASTER_PORT = 5050;
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Backend backend;
  private final String namespace;
  private final String name;
  private final Map<String, String> ensembleLabels;
  private final Map<String, Integer> silences = new ConcurrentHashMap<>();

  /**
   * @param ensembleLabels labels of the pods that run the ZooKeeper which the cluster uses
   */
  Cluster(Backend backend, String namespace, String name, Map<String, String> ensembleLabels) {
    this.backend = backend;
    this.namespace = namespace;
    this.name = name;
    this.ensembleLabels = Map.copyOf(ensembleLabels);
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  KubernetesClient client() {
    return backend.client();
  }

  /** Creates or changes the cluster; the text is what stands below {@code spec:}. */
  Cluster apply(String spec) {
    GenericKubernetesResource resource =
        Serialization.unmarshal(
            "apiVersion: mesos.dev/v1\nkind: MesosCluster\nspec:\n" + spec.indent(2),
            GenericKubernetesResource.class);
    resource.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .build());
    client().resource(resource).fieldManager("e2e").forceConflicts().serverSideApply();
    return this;
  }

  Resource<MesosCluster> handle() {
    return client().resources(MesosCluster.class).inNamespace(namespace).withName(name);
  }

  MesosCluster get() {
    MesosCluster cluster = handle().get();
    assertThat(cluster).as("MesosCluster %s/%s", namespace, name).isNotNull();
    return cluster;
  }

  MesosClusterStatus status() {
    MesosClusterStatus status = get().getStatus();
    assertThat(status).as("status of %s/%s", namespace, name).isNotNull();
    return status;
  }

  Condition condition(ConditionType type) {
    List<Condition> conditions = status().getConditions();
    assertThat(conditions).as("conditions of %s/%s", namespace, name).isNotNull();
    return conditions.stream()
        .filter(condition -> condition.getType() == type)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no condition " + type));
  }

  void assertCondition(ConditionType type, String status) {
    Condition condition = condition(type);
    assertThat(condition.getStatus())
        .as("%s (%s: %s)", type, condition.getReason(), condition.getMessage())
        .isEqualTo(status);
  }

  void assertCondition(ConditionType type, String status, Reason reason) {
    assertCondition(type, status);
    assertThat(condition(type).getReason()).as("reason of %s", type).isEqualTo(reason);
  }

  /** Ready, and the status describes the spec as it is now. */
  void assertReady() {
    MesosCluster cluster = get();
    assertThat(status().getObservedGeneration())
        .as("status.observedGeneration")
        .isEqualTo(cluster.getMetadata().getGeneration());
    assertCondition(ConditionType.Ready, "True");
    assertCondition(ConditionType.Reconciling, "False");
  }

  Cluster awaitReady() {
    Eventually.eventually(this + " is ready", Eventually.CLUSTER_START, this::assertReady);
    return this;
  }

  /** The pods of one component: zookeeper, master or slave. */
  List<Pod> pods(String component) {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabel("mesos.dev/cluster", name)
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems();
  }

  Pod pod(String podName) {
    Pod pod = client().pods().inNamespace(namespace).withName(podName).get();
    assertThat(pod).as("pod %s/%s", namespace, podName).isNotNull();
    return pod;
  }

  /** Returns {@link System#nanoTime} just before the signal was sent. */
  long signal(String podName, Backend.Signal signal) throws IOException {
    return backend.signal(pod(podName), signal);
  }

  /**
   * Runs something with an anonymous ZooKeeper session to the cluster's ensemble. A member that
   * does not answer although it counts as ready, since nobody has noticed its node's fault yet, is
   * not asked again before the others.
   */
  <T> T zooKeeper(ZooKeeperQuestion<T> question)
      throws IOException, InterruptedException, KeeperException {
    String member =
        client().pods().inNamespace(namespace).withLabels(ensembleLabels).list().getItems().stream()
            .filter(Readiness::isPodReady)
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .map(pod -> pod.getMetadata().getName())
            .min(Comparator.comparing(name -> silences.getOrDefault(name, 0)))
            .orElseThrow(() -> new AssertionError("No ZooKeeper pod is ready"));
    try (Endpoint endpoint = backend.connect(namespace, member, ZOOKEEPER_PORT);
        ZnodeView view = ZnodeView.connect(endpoint)) {
      return question.ask(view);
    } catch (IOException | KeeperException e) {
      silences.merge(member, 1, Integer::sum);
      throw e;
    }
  }

  /** A question to ZooKeeper. */
  @FunctionalInterface
  interface ZooKeeperQuestion<T> {
    T ask(ZnodeView view) throws IOException, InterruptedException, KeeperException;
  }

  /** The znode that the cluster owns. */
  String path() {
    String path = status().getZookeeper() == null ? null : status().getZookeeper().getPath();
    assertThat(path).as("status.zookeeper.path").isNotNull();
    return path;
  }

  List<ZnodeView.Candidate> candidates() throws Exception {
    String path = path();
    return zooKeeper(view -> view.candidates(path));
  }

  /** What a master answers to a path such as {@code /state}, asked at the pod itself. */
  JsonNode ask(String podName, String path) throws IOException, InterruptedException {
    try (Endpoint endpoint = backend.connect(namespace, podName, MASTER_PORT);
        HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + endpoint + path))
                  .timeout(HTTP_TIMEOUT)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as("GET %s of %s", path, podName).isEqualTo(200);
      return JSON.readTree(response.body());
    }
  }

  /** What the Service {@code <name>-leader} answers, asked through the API server's proxy. */
  JsonNode askLeaderService(String path) throws IOException {
    String answer =
        client()
            .raw(
                "/api/v1/namespaces/%s/services/%s-leader:%d/proxy%s"
                    .formatted(namespace, name, MASTER_PORT, path));
    assertThat(answer).as("answer of %s-leader to %s", name, path).isNotNull();
    return JSON.readTree(answer);
  }

  /** The slaves that are registered with the leader: host names and ids. */
  Map<String, String> slaveIds() throws IOException {
    Map<String, String> ids = new TreeMap<>();
    for (JsonNode slave : askLeaderService("/slaves").path("slaves")) {
      ids.put(slave.path("hostname").asText(), slave.path("id").asText());
    }
    return ids;
  }

  /** The row that {@code kubectl get -o wide} prints: column names and cells. */
  Map<String, String> row() throws Exception {
    return TableRow.read(client(), namespace, name);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
