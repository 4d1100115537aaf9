package dev.mesos.slave.runtime;

import com.google.protobuf.Message;
import dev.mesos.protocol.Delivery;
import dev.mesos.protocol.Inbox;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.MessageParser;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Registration;
import dev.mesos.slave.core.SlaveAction;
import dev.mesos.slave.core.SlaveCore;
import dev.mesos.slave.core.SlaveEvent;
import dev.mesos.slave.core.SlaveStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.apache.mesos.Protos.SlaveInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link SlaveCore}: brings events to it, one at a time on a thread of its own, and does
 * what it says.
 *
 * <p>Thread-safe.
 */
public final class SlaveRuntime implements Inbox, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlaveRuntime.class);
  private static final MessageParser MESSAGES =
      new MessageParser(
          SlaveRegisteredMessage.getDefaultInstance(),
          SlaveReregisteredMessage.getDefaultInstance(),
          PingSlaveMessage.getDefaultInstance(),
          ShutdownMessage.getDefaultInstance(),
          DrainSlaveMessage.getDefaultInstance());

  private final Upid self;
  private final SlaveInfo info;
  private final IdStore ids;
  private final Leaders leaders;
  private final LibprocessClient client;
  private final IntConsumer exit;
  private final SlaveCounters counters = new SlaveCounters();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slave").factory());
  private final SlaveCore core;
  private volatile SlaveStatus status;
  private @Nullable Future<?> timer;

  /**
   * A slave that does nothing yet.
   *
   * @param exit told the exit code, once, when the slave is to end
   * @throws java.io.UncheckedIOException if the id of the last run cannot be read
   */
  public SlaveRuntime(
      Upid self,
      Registration registration,
      Duration backoffFactor,
      SlaveCore.OnStop onStop,
      IdStore ids,
      Leaders leaders,
      LibprocessClient client,
      IntConsumer exit) {
    this.self = self;
    this.info = registration.info();
    this.ids = ids;
    this.leaders = leaders;
    this.client = client;
    this.exit = exit;
    Optional<String> id = ids.load();
    this.core =
        new SlaveCore(registration, id, backoffFactor, onStop, RandomGenerator.getDefault());
    this.status = core.status();
    LOG.info("slave: pid={} slave={}", self, id.orElse("(new)"));
  }

  /** Begins to follow the leader. To be called when messages can arrive. */
  public void start() {
    leaders.start(this::post);
  }

  /** Takes leave of the master for good and then tells the exit code 0. Returns at once. */
  public void unregister(String reason) {
    post(new SlaveEvent.Unregister(reason));
  }

  /**
   * Ends, telling the master whether the slave will be back with its id. Takes a second at most.
   */
  @Override
  public void close() {
    try {
      // after this event the core wants nothing more done
      executor.submit(() -> handle(new SlaveEvent.Stop())).get(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("slave not stopped in order: error={}", e.toString());
    }
    executor.shutdownNow();
    leaders.close();
    client.close();
  }

  /** The state after the last event. */
  public SlaveStatus status() {
    return status;
  }

  public Leaders leaders() {
    return leaders;
  }

  public SlaveCounters counters() {
    return counters;
  }

  @Override
  public Delivery deliver(LibprocessMessage message) {
    if (!message.to().equals(self.id())) {
      return Delivery.NO_PROCESS;
    }
    Optional<Message> parsed = MESSAGES.parse(message);
    if (parsed.isPresent()) {
      post(new SlaveEvent.Received(message.from(), message.epoch(), parsed.get()));
    } else {
      LOG.warn("message unknown: name={} from={}", message.name(), message.from());
    }
    return Delivery.TAKEN;
  }

  private void post(SlaveEvent event) {
    try {
      executor.execute(() -> handle(event));
    } catch (RejectedExecutionException e) {
      LOG.debug("too late: event={}", event);
    }
  }

  private void handle(SlaveEvent event) {
    try {
      counters.count(event);
      for (SlaveAction action : core.on(event)) {
        perform(action);
      }
      status = core.status();
    } catch (RuntimeException e) {
      LOG.error("slave ends: exitCode=1 reason='{}'", e.getMessage(), e);
      exit.accept(1);
    }
  }

  private void perform(SlaveAction action) {
    switch (action) {
      case SlaveAction.Send send -> send(send);
      case SlaveAction.Link link ->
          client.link(
              link.address(),
              () -> post(new SlaveEvent.LinkExited(link.address())),
              taken -> post(new SlaveEvent.Answered(link.address(), taken)));
      case SlaveAction.Unlink unlink -> client.disconnect(unlink.address());
      case SlaveAction.StartTimer start -> startTimer(start);
      case SlaveAction.StopTimer stop -> stopTimer();
      case SlaveAction.Redetect redetect -> leaders.redetect();
      case SlaveAction.KeepId kept -> ids.keep(kept.id(), info);
      case SlaveAction.ForgetId forget -> ids.forget();
      case SlaveAction.Ignore ignored -> ignore(ignored);
      case SlaveAction.Log log -> LOG.info(log.line());
      case SlaveAction.Exit end -> end(end);
    }
  }

  private void send(SlaveAction.Send send) {
    LibprocessMessage message = LibprocessMessage.of(self, send.to().id(), send.message());
    client.send(
        send.to().address(),
        send.epoch().isPresent() ? message.withEpoch(send.epoch().getAsLong()) : message);
  }

  private void startTimer(SlaveAction.StartTimer start) {
    stopTimer();
    Runnable due = () -> handle(new SlaveEvent.TimerFired(start.number()));
    timer = executor.schedule(due, start.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void ignore(SlaveAction.Ignore ignored) {
    counters.ignored();
    LOG.debug("message ignored: {}", ignored.reason());
  }

  private void end(SlaveAction.Exit end) {
    if (end.code() == 0) {
      LOG.info("slave ends: reason='{}'", end.reason());
    } else {
      LOG.error("slave ends: exitCode={} reason='{}'", end.code(), end.reason());
    }
    exit.accept(end.code());
  }
}
