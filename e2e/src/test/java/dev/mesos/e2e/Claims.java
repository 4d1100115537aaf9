package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Asks every master of a cluster, again and again while it is open, whether it leads. It waits long
 * for each answer: a master that was stopped in its tracks gives it when it goes on, which is when
 * it could be wrong.
 */
final class Claims implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A master said that it leads.
   *
   * @param asked when it was asked, in nanoseconds of this machine
   * @param answered when the answer was there
   * @param epoch of the election, as it sees it
   */
  private record Claim(String pod, long asked, long answered, long epoch) {}

  private final KubernetesClient client;
  private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
  private final ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private Claims(KubernetesClient client) {
    this.client = client;
  }

  static Claims of(Cluster cluster) {
    KubernetesClient client =
        Clients.of(
            new ConfigBuilder(cluster.client().getConfiguration())
                .withRequestTimeout(Math.toIntExact(PATIENCE.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build());
    Claims claims = new Claims(client);
    cluster.pods("master").stream()
        .map(pod -> pod.getMetadata().getName())
        .forEach(pod -> claims.askAgainAndAgain(cluster.namespace(), pod));
    return claims;
  }

  private void askAgainAndAgain(String namespace, String pod) {
    String path =
        "/api/v1/namespaces/%s/pods/%s:5050/proxy/metrics/snapshot".formatted(namespace, pod);
    var unused =
        timer.scheduleWithFixedDelay(
            () -> questions.execute(() -> ask(pod, path)),
            0,
            PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void ask(String pod, String path) {
    long asked = System.nanoTime();
    try {
      String answer = client.raw(path);
      if (answer != null) {
        JsonNode numbers = JSON.readTree(answer);
        if (numbers.path("master/elected").asInt() == 1) {
          long epoch = numbers.path("election/epoch").asLong();
          claims.add(new Claim(pod, asked, System.nanoTime(), epoch));
        }
      }
    } catch (KubernetesClientException | IOException e) {
      // it does not run, or nobody reaches it: no claim
    }
  }

  /** The pods that have claimed to lead so far. */
  Set<String> claimants() {
    return claims.stream().map(Claim::pod).collect(Collectors.toSet());
  }

  /**
   * Fails if a master claimed to lead when it was asked after another one had claimed it with the
   * same or a later epoch.
   */
  void assertOneAtATime() {
    List<Claim> all = List.copyOf(claims);
    List<Claim> byAnswer = all.stream().sorted(Comparator.comparingLong(Claim::answered)).toList();
    for (Claim late : all) {
      assertThat(byAnswer)
          .as("claims of others before %s, and of no earlier epoch", late)
          .noneMatch(other ->
              other.answered() < late.asked()
                  && !other.pod().equals(late.pod())
                  && other.epoch() >= late.epoch());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    questions.shutdownNow();
    client.close();
  }
}
