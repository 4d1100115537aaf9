package dev.mesos.local.kubelet;

import dev.mesos.local.support.SerialExecutor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One container through all its instances: start, probes, end, restart with back-off. All methods
 * are called on the pod's serial executor; each change of state is told to the pod.
 */
final class ContainerRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerRunner.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final NodeServices node;
  private final PodSandbox sandbox;
  private final SerialExecutor serial;
  private final ContainerOwner owner;
  private final Container container;
  private final boolean init;

  private Backoff backoff;
  private volatile int instance = -1;
  private int restarts;
  private ContainerState state;
  private ContainerState lastState = ContainerStates.none();
  private volatile @Nullable Process process;
  private @Nullable ContainerProbes probes;
  private @Nullable ScheduledFuture<?> timer;
  private Instant startedAt = Instant.EPOCH;
  private boolean stopping;
  private boolean closed;

  ContainerRunner(
      NodeServices node,
      PodSandbox sandbox,
      SerialExecutor serial,
      ContainerOwner owner,
      Container container,
      boolean init) {
    this.node = node;
    this.sandbox = sandbox;
    this.serial = serial;
    this.owner = owner;
    this.container = container;
    this.init = init;
    this.backoff = node.backoff();
    this.state = ContainerStates.waiting(init ? "PodInitializing" : "ContainerCreating", null);
  }

  Container container() {
    return container;
  }

  /** Starts the first instance; later ones start by themselves. */
  void start() {
    if (instance < 0 && timer == null && !closed) {
      launch();
    }
  }

  /** Whether {@link #start} has been called with success or failure. */
  boolean begun() {
    return instance >= 0 || timer != null;
  }

  boolean running() {
    return process != null;
  }

  /** The exit code of an instance that ended for good, else empty. */
  Optional<Integer> finished() {
    return process == null && state.getTerminated() != null
        ? Optional.of(state.getTerminated().getExitCode())
        : Optional.empty();
  }

  boolean ready() {
    return init
        ? finished().filter(code -> code == 0).isPresent()
        : process != null && !closed && probes != null && probes.ready();
  }

  /** Says why the container waits, before its first start. */
  void waitFor(String reason, @Nullable String message) {
    if (!begun()) {
      state = ContainerStates.waiting(reason, message);
    }
  }

  /** Ends it for good: readiness off, preStop, SIGTERM, and after the grace period SIGKILL. */
  void close(Duration grace) {
    closed = true;
    cancelTimer();
    if (process == null) {
      if (state.getTerminated() == null && lastState.getTerminated() != null) {
        state = lastState;
      }
      owner.changed();
      return;
    }
    if (!stopping) {
      node.events().normal(owner.pod(), "Killing", "Stopping container " + container.getName());
    }
    stop(grace);
    owner.changed();
  }

  /** SIGKILL, at once; what follows is as if it had crashed. */
  void kill() {
    Process current = process;
    if (current != null) {
      current.destroyForcibly();
    }
  }

  Optional<Path> log(boolean previous) {
    int wanted = previous ? instance - 1 : instance;
    return wanted < 0
        ? Optional.empty()
        : Optional.of(sandbox.folders().log(container.getName(), wanted));
  }

  /** Starts another program in the running container. */
  Process exec(List<String> command) throws IOException {
    Process current = process;
    Optional<LocalImage> image = node.images().find(container.getImage());
    if (current == null || image.isEmpty()) {
      throw new IOException("container " + container.getName() + " is not running");
    }
    return node.processes()
        .open(
            sandbox.exec(
                owner.pod(),
                container,
                image.get(),
                ContainerPids.translate(command, current.pid()),
                instance));
  }

  ContainerStatus status() {
    boolean started = init ? running() : process != null && probes != null && probes.started();
    ContainerStatusBuilder builder =
        new ContainerStatusBuilder()
            .withName(container.getName())
            .withImage(container.getImage())
            .withImageID("")
            .withRestartCount(restarts)
            .withReady(ready())
            .withStarted(started)
            .withState(state)
            .withLastState(lastState);
    if (instance >= 0) {
      builder.withContainerID(containerId());
    }
    return builder.build();
  }

  private void launch() {
    timer = null;
    if (closed) {
      return;
    }
    Optional<LocalImage> image = node.images().find(container.getImage());
    if (image.isEmpty()) {
      imageMissing();
      return;
    }
    try {
      Processes.Launch launch = sandbox.launch(owner.pod(), container, image.get(), instance + 1);
      node.events()
          .normal(
              owner.pod(),
              "Pulled",
              "Container image \"" + container.getImage() + "\" already present on machine");
      begin(launch);
    } catch (MissingReferenceException e) {
      retryLater("CreateContainerConfigError", "Error: " + e.getMessage(), "Failed");
    } catch (IOException e) {
      startFailed(e);
    }
  }

  private void begin(Processes.Launch launch) throws IOException {
    int number = instance + 1;
    Path log = sandbox.folders().log(container.getName(), number);
    Process begun = node.processes().start(launch, log);
    instance = number;
    process = begun;
    stopping = false;
    startedAt = Instant.now();
    state = ContainerStates.running(startedAt);
    node.events().normal(owner.pod(), "Created", "Created container: " + container.getName());
    node.events().normal(owner.pod(), "Started", "Started container " + container.getName());
    LOG.info(
        "container started pod={}/{} container={} instance={} pid={}",
        owner.pod().getMetadata().getNamespace(),
        owner.pod().getMetadata().getName(),
        container.getName(),
        number,
        begun.pid());
    begun
        .onExit()
        .thenAcceptAsync(
            ended -> {
              // all processes of a container end with its first one
              ProcessTree.killAll(List.of(), sandbox.marker(container.getName(), number));
              serial.execute(() -> ended(number, ended.exitValue()));
            },
            node.threads().workers());
    if (!init) {
      probes =
          new ContainerProbes(
              node,
              serial,
              sandbox.ip(),
              container,
              this::exec,
              PodTimes.grace(owner.pod()),
              new ProbeEvents(number));
      probes.start();
    }
    owner.changed();
  }

  private void ended(int number, int exitCode) {
    if (number != instance) {
      return;
    }
    process = null;
    stopProbes();
    LOG.info(
        "container ended pod={}/{} container={} instance={} exit={}",
        owner.pod().getMetadata().getNamespace(),
        owner.pod().getMetadata().getName(),
        container.getName(),
        number,
        exitCode);
    Path message = sandbox.folders().termination(container.getName(), number);
    terminated(exitCode, exitCode == 0 ? "Completed" : "Error", TerminationFile.read(message));
  }

  private void terminated(int exitCode, String reason, @Nullable String message) {
    Instant now = Instant.now();
    state = ContainerStates.terminated(containerId(), exitCode, reason, message, startedAt, now);
    if (!closed && owner.restarts(exitCode)) {
      restart(Duration.between(startedAt, now));
    }
    owner.changed();
  }

  private void restart(Duration ran) {
    backoff = backoff.crashed(ran);
    Duration delay = backoff.delay();
    restarts++;
    lastState = state;
    if (!delay.isZero()) {
      String pod =
          owner.pod().getMetadata().getName() + "_" + owner.pod().getMetadata().getNamespace();
      state =
          ContainerStates.waiting(
              "CrashLoopBackOff",
              "back-off %ds restarting failed container=%s pod=%s(%s)"
                  .formatted(
                      delay.toSeconds(),
                      container.getName(),
                      pod,
                      owner.pod().getMetadata().getUid()));
      node.events()
          .warning(
              owner.pod(),
              "BackOff",
              "Back-off restarting failed container %s in pod %s(%s)"
                  .formatted(container.getName(), pod, owner.pod().getMetadata().getUid()));
    }
    timer = serial.schedule(this::launch, delay);
  }

  private void startFailed(IOException e) {
    instance++;
    startedAt = Instant.now();
    node.events()
        .warning(owner.pod(), "Failed", "Error: failed to start container: " + e.getMessage());
    terminated(128, "StartError", e.getMessage());
  }

  private void imageMissing() {
    String image = container.getImage();
    boolean never = "Never".equals(container.getImagePullPolicy());
    String known = "the embedded cluster has the images " + node.images().names();
    if (never) {
      retryLater(
          "ErrImageNeverPull",
          "Container image \"%s\" is not present with pull policy of Never; %s"
              .formatted(image, known),
          "ErrImageNeverPull");
    } else {
      retryLater(
          "ImagePullBackOff",
          "Back-off pulling image \"%s\": ErrImagePull: nothing is pulled; %s"
              .formatted(image, known),
          "Failed");
    }
  }

  private void retryLater(String reason, String message, String event) {
    if (state.getWaiting() == null || !reason.equals(state.getWaiting().getReason())) {
      node.events().warning(owner.pod(), event, message);
      state = ContainerStates.waiting(reason, message);
      owner.changed();
    }
    timer = serial.schedule(this::launch, RETRY);
  }

  private void stop(Duration grace) {
    Process current = process;
    if (current == null || stopping) {
      return;
    }
    stopping = true;
    stopProbes();
    serial.schedule(current::destroyForcibly, grace);
    node.threads()
        .workers()
        .execute(() -> {
          PreStop.run(container, sandbox.ip(), grace, this::exec);
          current.destroy();
        });
  }

  private void stopProbes() {
    if (probes != null) {
      probes.close();
    }
    probes = null;
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private String containerId() {
    return "local://%s-%s-%d"
        .formatted(owner.pod().getMetadata().getUid(), container.getName(), instance);
  }

  /** What the probes of one instance report. */
  private final class ProbeEvents implements ContainerProbes.Listener {

    private final int number;

    private ProbeEvents(int number) {
      this.number = number;
    }

    @Override
    public void changed() {
      owner.changed();
    }

    @Override
    public void unhealthy(String probe, String message) {
      node.events().warning(owner.pod(), "Unhealthy", probe + " probe failed: " + message);
    }

    @Override
    public void fatal(String probe, Duration grace) {
      if (number == instance && !stopping) {
        node.events()
            .normal(
                owner.pod(),
                "Killing",
                "Container %s failed %s probe, will be restarted"
                    .formatted(container.getName(), probe.toLowerCase(java.util.Locale.ROOT)));
        stop(grace);
        owner.changed();
      }
    }
  }
}
