package dev.mesos.operator.testing;

import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.reconcile.ClusterCleanup;
import dev.mesos.operator.reconcile.ClusterReconciler;
import dev.mesos.operator.reconcile.StatusWriter;
import dev.mesos.operator.registration.SlaveCounts;
import dev.mesos.operator.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One resource, the procedure, and everything around it as fakes. */
public final class Scene {
  public final MesosCluster resource;
  public final FakeLive live = new FakeLive();
  public final FakeWatches watches = new FakeWatches();
  public final FakeCounter counter = new FakeCounter();
  public final List<ClusterEvent> events = new ArrayList<>();
  public Instant now = Instant.parse("2026-01-01T00:00:30Z");
  private final ClusterReconciler reconciler;
  private final ClusterCleanup cleanup;

  public Scene(String spec) {
    this(Clusters.resource(spec));
  }

  public Scene(MesosCluster resource) {
    this.resource = resource;
    live.clusters.add(resource);
    AtomicInteger serial = new AtomicInteger();
    Dereferencer dereferencer =
        new Dereferencer(() -> "password" + serial.incrementAndGet(), new EndedMasters());
    StatusWriter writer = new StatusWriter((about, e) -> events.add(e), (id, b, a) -> {});
    reconciler =
        new ClusterReconciler(
            Clusters.VALIDATOR, dereferencer, watches, counter, writer, () -> now);
    cleanup =
        new ClusterCleanup(
            Clusters.VALIDATOR,
            dereferencer,
            watches,
            counter,
            (about, e) -> events.add(e),
            writer,
            () -> now);
  }

  /** One pass; what it wrote. */
  public List<String> reconcile() {
    var unused = reconciler.reconcile(resource, live);
    return live.takeWrites();
  }

  public Optional<Duration> reconcileAndLookAgain() {
    return reconciler.reconcile(resource, live);
  }

  public boolean cleanup() {
    return cleanup.cleanup(resource, live);
  }

  public Condition condition(ConditionType type) {
    return Conditions.find(resource.getStatus(), type).orElseThrow();
  }

  /** Brings a default cluster up to where it is at rest. */
  public Scene up() {
    reconcile();
    live.ready("demo-zookeeper", 3);
    watches.view = Elections.znode(new ZnodeState.Ready());
    reconcile();
    for (int i = 0; i < 3; i++) {
      live.masterPod(i);
    }
    live.ready("demo-master", 3);
    live.ready("demo-slave", 2);
    watches.view = Elections.view(Elections.of(0, 10, 1, 11, 2, 12));
    counter.counts = Optional.of(SlaveCounts.of(2));
    reconcile();
    return this;
  }

  public void delete() {
    resource.getMetadata().setDeletionTimestamp(now.toString());
  }
}
