package dev.mesos.slave.core;

import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.InternalMessages.MasterSlaveConnection;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a slave. It follows the detected leader: registers with it (again and again
 * until it is answered, sooner if the request is known to have failed), answers its pings, and
 * looks again when they stay away. Whatever does not come from the detected leader, in the detected
 * epoch, changes nothing; without a leader nothing that a master says does.
 *
 * <p>Not thread-safe: events are to be given one at a time, and the actions done in order before
 * the next.
 */
public final class SlaveCore {

  /** For how long pings may stay away if the master does not say: 5 pings of 15 s. */
  public static final Duration DEFAULT_PING_TIMEOUT = Duration.ofSeconds(75);

  /** What a slave that is stopped tells its master. */
  public enum OnStop {
    /** It will be back with its id. */
    PAUSE,
    /** It leaves for good. */
    UNREGISTER
  }

  /** What is known of the last request to be registered. */
  private enum Attempt {
    /** None is under way. */
    NONE,
    /** It was sent; that is all one knows of a master of Apache Mesos, which may drop it. */
    UNANSWERED,
    /** The master has it. */
    TAKEN
  }

  private final Registration registration;
  private final Backoff backoff;
  private final OnStop onStop;

  private Mode mode = Mode.MASTERLESS;
  private @Nullable Leader leader;
  private @Nullable String id;
  private boolean linked;
  private Attempt attempt = Attempt.NONE;
  private Duration pause = Duration.ZERO;
  private long timer;
  private Duration pingTimeout = DEFAULT_PING_TIMEOUT;
  private List<SlaveAction> actions = new ArrayList<>();

  /**
   * @param keptId the id of an earlier run
   * @param backoffFactor the upper bound of the pause before the first attempt to register
   * @param onStop what it tells its master when it is stopped
   */
  public SlaveCore(
      Registration registration,
      Optional<String> keptId,
      Duration backoffFactor,
      OnStop onStop,
      RandomGenerator random) {
    this.registration = registration;
    this.onStop = onStop;
    this.id = keptId.orElse(null);
    this.backoff = new Backoff(backoffFactor, random);
  }

  /** The state after the last event. */
  public SlaveStatus status() {
    return new SlaveStatus(mode, Optional.ofNullable(leader), Optional.ofNullable(id));
  }

  /** Takes an event and says what is to be done. */
  public List<SlaveAction> on(SlaveEvent event) {
    actions = new ArrayList<>();
    if (mode != Mode.ENDED) {
      switch (event) {
        case SlaveEvent.LeaderDetected detected -> follow(detected.leader());
        case SlaveEvent.LeaderLost lost -> lose(lost.reason());
        case SlaveEvent.Received received -> receive(received);
        case SlaveEvent.TimerFired fired -> due(fired.number());
        case SlaveEvent.LinkExited exited -> linkExited(exited);
        case SlaveEvent.Answered answered -> answered(answered);
        case SlaveEvent.Unregister unregister -> unregister(unregister.reason());
        case SlaveEvent.Stop stop -> stop();
      }
    }
    return List.copyOf(actions);
  }

  private void follow(Leader detected) {
    leave();
    leader = detected;
    mode = Mode.REGISTERING;
    backoff.reset();
    log("master detected: " + detected);
    startTimer(backoff.next());
  }

  private void lose(String reason) {
    if (leader != null) {
      log("master lost: " + leader + " reason=" + reason);
    }
    leave();
  }

  /** To the master-less state, in which a late message of the old master is a stranger's. */
  private void leave() {
    if (leader != null && linked) {
      actions.add(new SlaveAction.Unlink(leader.address()));
    }
    leader = null;
    linked = false;
    attempt = Attempt.NONE;
    mode = Mode.MASTERLESS;
    timer++;
    actions.add(new SlaveAction.StopTimer());
  }

  private void due(long number) {
    Leader current = leader;
    if (number != timer || current == null) {
      return;
    }
    if (mode == Mode.REGISTERING) {
      link(current);
      attempt = Attempt.UNANSWERED;
      String known = id;
      send(current, known == null ? registration.register() : registration.reregister(known));
      pause = backoff.next();
      startTimer(Backoff.UNANSWERED.plus(pause));
    } else {
      redetect("no ping for " + pingTimeout.toMillis() + " ms");
    }
  }

  /** A fresh connection too: the old one may be open at one end only. */
  private void redetect(String reason) {
    log("master looked up again: " + leader + " reason=" + reason);
    leave();
    actions.add(new SlaveAction.Redetect());
  }

  private void link(Leader current) {
    if (!linked) {
      linked = true;
      actions.add(new SlaveAction.Link(current.address()));
    }
  }

  /**
   * As in Mesos nothing follows from it: ZooKeeper tells of a dead master, missing pings of a deaf
   * one. But a request that was taken is lost with it.
   */
  private void linkExited(SlaveEvent.LinkExited exited) {
    if (leader != null && leader.address().equals(exited.address())) {
      linked = false;
      if (mode == Mode.REGISTERED) {
        log("connection to master ended: " + leader);
      } else {
        failed();
      }
    }
  }

  private void answered(SlaveEvent.Answered answered) {
    if (leader != null && leader.address().equals(answered.address())) {
      if (!answered.taken()) {
        pause = backoff.nextNotNow();
        failed();
      } else if (attempt == Attempt.UNANSWERED) {
        attempt = Attempt.TAKEN;
        startTimer(backoff.nextTaken());
      }
    }
  }

  /** What was asked will not be answered: it is asked again soon. */
  private void failed() {
    if (attempt != Attempt.NONE) {
      attempt = Attempt.NONE;
      startTimer(pause);
    }
  }

  private void receive(SlaveEvent.Received received) {
    Leader current = leader;
    String name = received.message().getDescriptorForType().getName() + " from " + received.from();
    if (current == null) {
      ignore(name + ": no master is detected");
    } else if (!received.from().address().equals(current.address())) {
      ignore(name + ": the detected master is " + current.pid());
    } else if (!current.accepts(received.epoch())) {
      ignore(
          name
              + ": of epoch "
              + received.epoch().orElseThrow()
              + ", detected is "
              + current.epoch().orElseThrow());
    } else if (received.message() instanceof PingSlaveMessage ping) {
      ping(current, received.from(), ping.getConnected());
    } else if (!received.from().equals(current.pid())) {
      ignore(name + ": the detected master is " + current.pid());
    } else {
      obey(current, name, received.message());
    }
  }

  /**
   * A master of Apache Mesos pings from a process of its own beside {@code master}: the answer goes
   * there.
   */
  private void ping(Leader current, Upid from, boolean connected) {
    actions.add(new SlaveAction.Send(from, current.epoch(), PongSlaveMessage.getDefaultInstance()));
    if (mode == Mode.REGISTERED && connected) {
      startTimer(pingTimeout);
    } else if (mode == Mode.REGISTERED) {
      redetect("the master holds us for disconnected");
    } else if (!connected) {
      failed(); // it had us, and its answer was lost with the connection
    }
  }

  private void obey(Leader current, String name, Message message) {
    switch (message) {
      case SlaveRegisteredMessage m -> {
        String given = m.getSlaveId().getValue();
        if (id == null || id.equals(given)) {
          registered(current, given, m.getConnection());
        } else {
          // the answers to two attempts came late: the first id was given up meanwhile
          shutDown("this slave is " + given + " now, " + id + " was given up");
        }
      }
      case SlaveReregisteredMessage m ->
          registered(current, m.getSlaveId().getValue(), m.getConnection());
      case ShutdownMessage m -> shutDown(m.getMessage());
      // nothing runs here, so it is done already
      case DrainSlaveMessage m -> log("drained: slave=" + id);
      default -> ignore(name + ": not a message to a slave");
    }
  }

  private void registered(Leader current, String given, MasterSlaveConnection connection) {
    if (id != null && !id.equals(given)) {
      exit(
          1,
          "the master knows this slave as "
              + given
              + ", but it is "
              + id
              + ": clear the work directory to start as a new slave");
      return;
    }
    if (id == null) {
      id = given;
      actions.add(new SlaveAction.KeepId(given));
    }
    if (mode == Mode.REGISTERING) {
      mode = Mode.REGISTERED;
      attempt = Attempt.NONE;
      log("registered: slave=" + given + " " + current);
      send(current, registration.update(given));
    }
    double seconds = connection.getTotalPingTimeoutSeconds();
    pingTimeout = seconds > 0 ? Duration.ofNanos((long) (seconds * 1e9)) : DEFAULT_PING_TIMEOUT;
    startTimer(pingTimeout);
  }

  /** The master wants no slave of this id, ever again: the next start is a new one. */
  private void shutDown(String reason) {
    actions.add(new SlaveAction.ForgetId());
    exit(0, "the master says: " + reason);
  }

  private void unregister(String reason) {
    takeLeave();
    exit(0, reason);
  }

  private void takeLeave() {
    Leader current = leader;
    String known = id;
    if (current != null && known != null) {
      send(
          current,
          UnregisterSlaveMessage.newBuilder().setSlaveId(Registration.slaveId(known)).build());
    }
    actions.add(new SlaveAction.ForgetId());
  }

  private void stop() {
    Leader current = leader;
    String known = id;
    if (onStop == OnStop.UNREGISTER) {
      takeLeave();
    } else if (current != null && known != null && mode == Mode.REGISTERED) {
      send(
          current, SlavePausesMessage.newBuilder().setSlaveId(Registration.slaveId(known)).build());
    }
    end();
  }

  private void exit(int code, String reason) {
    end();
    actions.add(new SlaveAction.Exit(code, reason));
  }

  private void end() {
    leave();
    mode = Mode.ENDED;
  }

  private void startTimer(Duration delay) {
    timer++;
    actions.add(new SlaveAction.StartTimer(delay, timer));
  }

  private void send(Leader to, Message message) {
    actions.add(new SlaveAction.Send(to.pid(), to.epoch(), message));
  }

  private void log(String line) {
    actions.add(new SlaveAction.Log(line));
  }

  private void ignore(String reason) {
    actions.add(new SlaveAction.Ignore(reason));
  }
}
