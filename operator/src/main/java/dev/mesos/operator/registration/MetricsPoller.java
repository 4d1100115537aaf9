package dev.mesos.operator.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mesos.operator.model.ClusterId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link SlaveCounter} by the leader's {@code /metrics/snapshot}: every second until the counts are
 * as wanted, then every 15 seconds.
 */
public final class MetricsPoller implements SlaveCounter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPoller.class);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slave-counter").factory());
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();
  private volatile Consumer<ClusterId> listener = id -> {};

  @Override
  public void onChange(Consumer<ClusterId> listener) {
    this.listener = listener;
  }

  @Override
  public Optional<SlaveCounts> counts(ClusterId id, long epoch, String address, int wanted) {
    Poll poll =
        polls.compute(
            id.key(),
            (key, running) -> {
              if (running != null && running.same(epoch, address)) {
                running.want(wanted);
                return running;
              }
              if (running != null) {
                running.stopped = true;
              }
              return begin(new Poll(id, epoch, address, wanted));
            });
    return Optional.ofNullable(poll.counts);
  }

  @Override
  public void stop(ClusterId id) {
    Poll poll = polls.remove(id.key());
    if (poll != null) {
      poll.stopped = true;
    }
  }

  private Poll begin(Poll poll) {
    timer.execute(() -> ask(poll));
    return poll;
  }

  private void ask(Poll poll) {
    if (poll.stopped) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + poll.address + "/metrics/snapshot"))
            .timeout(TIMEOUT)
            .build();
    var unused =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .whenComplete((response, error) -> answered(poll, response, error));
  }

  private void answered(
      Poll poll, @Nullable HttpResponse<String> response, @Nullable Throwable error) {
    if (response != null && response.statusCode() == 200) {
      try {
        take(poll, parse(response.body()));
      } catch (IOException e) {
        LOG.warn("slave counts unreadable cluster={} leader={}", poll.id, poll.address, e);
      }
    } else {
      LOG.debug("no slave counts cluster={} leader={}", poll.id, poll.address, error);
    }
    if (!poll.stopped && !timer.isShutdown()) {
      poll.next(timer, () -> ask(poll));
    }
  }

  private void take(Poll poll, SlaveCounts counts) {
    if (!poll.stopped && !counts.equals(poll.counts)) {
      poll.counts = counts;
      LOG.info(
          "slaves cluster={} epoch={} registered={} deactivated={}",
          poll.id,
          poll.epoch,
          counts.registered(),
          counts.deactivated());
      listener.accept(poll.id);
    }
  }

  static SlaveCounts parse(String body) throws JsonProcessingException {
    JsonNode metrics = JSON.readTree(body);
    return new SlaveCounts(
        metrics.path("master/slaves_active").asInt(),
        metrics.path("master/slaves_inactive").asInt());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }

  /** One leader of one cluster. */
  private static final class Poll {
    private final ClusterId id;
    private final long epoch;
    private final String address;
    private volatile int wanted;
    private volatile @Nullable SlaveCounts counts;
    private volatile boolean stopped;

    Poll(ClusterId id, long epoch, String address, int wanted) {
      this.id = id;
      this.epoch = epoch;
      this.address = address;
      this.wanted = wanted;
    }

    boolean same(long otherEpoch, String otherAddress) {
      return epoch == otherEpoch && address.equals(otherAddress);
    }

    void want(int slaves) {
      wanted = slaves;
    }

    void next(ScheduledExecutorService timer, Runnable ask) {
      SlaveCounts known = counts;
      Duration pause = known != null && known.registered() == wanted ? REST : BUSY;
      var unused = timer.schedule(ask, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
