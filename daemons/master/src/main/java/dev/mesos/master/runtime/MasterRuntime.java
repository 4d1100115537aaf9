package dev.mesos.master.runtime;

import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterAction;
import dev.mesos.master.core.MasterCore;
import dev.mesos.master.core.MasterEvent;
import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.MasterRules;
import dev.mesos.master.core.MasterView;
import dev.mesos.master.core.OperatorAnswer;
import dev.mesos.master.core.OperatorCall;
import dev.mesos.master.registry.Registry;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryStatus;
import dev.mesos.master.registry.RegistryWriter;
import dev.mesos.protocol.Delivery;
import dev.mesos.protocol.Inbox;
import dev.mesos.protocol.InternalMessages.ExitedExecutorMessage;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.StatusUpdateMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.MessageParser;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link MasterCore}: brings events to it, one at a time on one event loop, and does what it
 * says. Before each event and each message it asks the election whether we may still act.
 *
 * <p>Thread-safe.
 */
public final class MasterRuntime implements Inbox, AutoCloseable {

  /** The messages that a master understands. */
  private static final MessageParser MESSAGES =
      new MessageParser(
          RegisterSlaveMessage.getDefaultInstance(),
          ReregisterSlaveMessage.getDefaultInstance(),
          UnregisterSlaveMessage.getDefaultInstance(),
          UpdateSlaveMessage.getDefaultInstance(),
          StatusUpdateMessage.getDefaultInstance(),
          ExitedExecutorMessage.getDefaultInstance(),
          PongSlaveMessage.getDefaultInstance(),
          SlavePausesMessage.getDefaultInstance());

  private static final Logger LOG = LoggerFactory.getLogger(MasterRuntime.class);

  private final MasterInfo self;
  private final MasterMetrics metrics = new MasterMetrics();
  private final MasterCore core;
  private final Elections elections;
  private final Registry registry;
  private final LibprocessClient client;
  private final Vertx vertx;
  private final Context context;
  private final InstantSource clock;
  private final IntConsumer exit;
  private final PeerAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private volatile boolean acting;

  // Of the event loop only.
  private final Map<Long, Promise<OperatorAnswer>> calls = new HashMap<>();
  private long lastCall;

  /**
   * A master that does nothing yet.
   *
   * @param registry makes the registry that tells the given listener
   * @param exit told the exit code, once, after the candidacy is given up
   */
  public MasterRuntime(
      MasterRules rules,
      MasterInfo self,
      Elections elections,
      Function<Consumer<RegistryNews>, Registry> registry,
      LibprocessClient client,
      Vertx vertx,
      InstantSource clock,
      IntConsumer exit) {
    this.self = self;
    this.core = new MasterCore(rules, self, metrics);
    this.elections = elections;
    this.registry = registry.apply(news -> post(new MasterEvent.Registry(news)));
    this.client = client;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.clock = clock;
    this.exit = exit;
    this.address = new PeerAddress(self.address().ip(), self.address().port());
  }

  /** Begins to contend. To be called when messages can arrive. */
  public void start() {
    elections.start(this::post);
    elections.contend();
  }

  /** Stops acting, resigns and then tells the exit code 0. Returns at once. */
  public void stop() {
    post(new MasterEvent.Stop());
  }

  /** Resigns, in 1 s at most, without telling any exit code: the process ends anyway. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      elections.resign();
      registry.close();
      client.close();
    }
  }

  /** What the master knows, after a look at its lease. */
  public Future<MasterView> view() {
    Promise<MasterView> view = Promise.promise();
    context.runOnContext(now -> {
      look();
      view.complete(core.view());
    });
    return view.future();
  }

  /** Asks for something in an operator's name. */
  public Future<OperatorAnswer> operate(OperatorCall call) {
    Promise<OperatorAnswer> answer = Promise.promise();
    context.runOnContext(now -> {
      long number = ++lastCall;
      calls.put(number, answer);
      handle(new MasterEvent.Operate(number, call));
    });
    return answer.future();
  }

  /** The master's numbers. */
  public MasterMetrics metrics() {
    return metrics;
  }

  /** The registry's numbers. */
  public RegistryStatus registry() {
    return registry.status();
  }

  /** How the master comes to lead. */
  public Elections elections() {
    return elections;
  }

  @Override
  public Delivery deliver(LibprocessMessage message) {
    if (!MasterCore.isProcess(message.to())) {
      return Delivery.NO_PROCESS;
    }
    boolean taken = acting;
    post(
        MESSAGES
            .parse(message)
            .<MasterEvent>map(parsed ->
                new MasterEvent.Received(message.from(), message.to(), message.epoch(), parsed))
            .orElseGet(() -> new MasterEvent.NotUnderstood(message.from(), message.name())));
    return taken ? Delivery.TAKEN : Delivery.NOT_NOW;
  }

  private void post(MasterEvent event) {
    context.runOnContext(now -> handle(event));
  }

  private void handle(MasterEvent event) {
    look();
    take(event);
  }

  /**
   * The lease may have run out while the process was stopped in its tracks. Then the event that
   * says so comes behind whatever has queued up, and none of that may be taken for a leader's.
   */
  private void look() {
    if (core.epoch().isPresent() && !elections.leads() && !closed.get()) {
      take(new MasterEvent.CandidacyLost("the lease has run out"));
    }
  }

  private void take(MasterEvent event) {
    for (MasterAction action : core.handle(clock.instant(), event)) {
      perform(action);
    }
    acting = core.acts();
  }

  private void perform(MasterAction action) {
    switch (action) {
      case MasterAction.Contend contend -> elections.contend();
      case MasterAction.Recover(RegistryWriter writer) -> registry.recover(writer);
      case MasterAction.Write(long number, RegistryOperation operation) ->
          registry.submit(number, operation);
      case MasterAction.Answer(long number, OperatorAnswer answer) -> {
        Promise<OperatorAnswer> waiting = calls.remove(number);
        if (waiting != null) {
          waiting.complete(answer);
        }
      }
      case MasterAction.Send send -> send(send);
      case MasterAction.Link link ->
          client.link(
              link.address(), () -> post(new MasterEvent.LinkBroken(link.address(), link.link())));
      case MasterAction.Unlink unlink -> client.disconnect(unlink.address());
      case MasterAction.SetTimer timer ->
          vertx.setTimer(
              Math.max(1, timer.after().toMillis()),
              id -> post(new MasterEvent.TimerFired(timer.timer())));
      case MasterAction.Tell tell -> tell(tell);
      case MasterAction.Exit end -> end(end);
    }
  }

  private void tell(MasterAction.Tell tell) {
    OptionalLong epoch = core.epoch();
    String text = tell.text() + (epoch.isPresent() ? " epoch=" + epoch.getAsLong() : "");
    switch (tell.level()) {
      case INFO -> LOG.info(text);
      case WARN -> LOG.warn(text);
    }
  }

  private void send(MasterAction.Send send) {
    if (!elections.leads()) {
      return; // the lease has run out since the look
    }
    Upid from = new Upid(send.from(), address);
    LibprocessMessage message = LibprocessMessage.of(from, send.to().id(), send.message());
    OptionalLong epoch = core.epoch();
    client.send(
        send.to().address(), epoch.isPresent() ? message.withEpoch(epoch.getAsLong()) : message);
  }

  private void end(MasterAction.Exit end) {
    if (end.code() == 0) {
      LOG.info("master=ending id={} exit_code=0 reason=\"{}\"", self.id(), end.reason());
    } else {
      LOG.error(
          "master=ending id={} exit_code={} reason=\"{}\"", self.id(), end.code(), end.reason());
    }
    // resigning waits for ZooKeeper, which an event loop must not
    Thread.ofPlatform()
        .name("master-exit")
        .start(() -> {
          close();
          exit.accept(end.code());
        });
  }
}
