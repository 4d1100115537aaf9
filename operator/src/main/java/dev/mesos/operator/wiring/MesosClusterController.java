package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.reconcile.ClusterCleanup;
import dev.mesos.operator.reconcile.ClusterReconciler;
import dev.mesos.operator.registration.SlaveCounter;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The controller as the Java Operator SDK sees it: hands each pass on to the procedure. Without a
 * rate limit, so that an election is in the status at once; retries go on for ever, since a cluster
 * that nobody looks at any more is worse than one that is looked at in vain.
 */
@ControllerConfiguration(
    name = "mesoscluster",
    fieldManager = Names.FIELD_MANAGER,
    finalizerName = Names.FINALIZER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 500,
    intervalMultiplier = 2,
    maxInterval = 30_000)
public class MesosClusterController implements Reconciler<MesosCluster>, Cleaner<MesosCluster> {
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

  private final ClusterReconciler reconciler;
  private final ClusterCleanup cleanup;
  private final ElectionWatches watches;
  private final SlaveCounter slaves;
  private final EndedMasters ended;
  private final EventPublisher events;
  private final OperatorMetrics metrics;
  private final SimpleInboundEventSource<MesosCluster> zookeeper =
      new SimpleInboundEventSource<>("zookeeper");
  private final SimpleInboundEventSource<MesosCluster> registrations =
      new SimpleInboundEventSource<>("registrations");

  public MesosClusterController(
      ClusterReconciler reconciler,
      ClusterCleanup cleanup,
      ElectionWatches watches,
      SlaveCounter slaves,
      EndedMasters ended,
      EventPublisher events,
      OperatorMetrics metrics) {
    this.reconciler = reconciler;
    this.cleanup = cleanup;
    this.watches = watches;
    this.slaves = slaves;
    this.ended = ended;
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public List<EventSource<?, MesosCluster>> prepareEventSources(
      EventSourceContext<MesosCluster> context) {
    watches.onChange(id -> zookeeper.propagateEvent(resource(id)));
    ClusterEvents told = new ClusterEvents(context.getPrimaryCache(), events);
    watches.onBurial(new BurialReport(told, metrics));
    slaves.onLoss((id, loss) -> told.publish(id, new ClusterEvent(EventReason.SlavesLost, loss)));
    slaves.onChange(id -> registrations.propagateEvent(resource(id)));
    metrics.watch(context.getPrimaryCache());
    List<EventSource<?, MesosCluster>> sources =
        new ArrayList<>(OwnedObjects.sources(context, ended));
    sources.add(zookeeper);
    sources.add(registrations);
    return sources;
  }

  @Override
  public UpdateControl<MesosCluster> reconcile(
      MesosCluster resource, Context<MesosCluster> context) {
    UpdateControl<MesosCluster> control = UpdateControl.noUpdate();
    reconciler
        .reconcile(resource, new JosdkLiveObjects(resource, context))
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  @Override
  public DeleteControl cleanup(MesosCluster resource, Context<MesosCluster> context) {
    boolean done = cleanup.cleanup(resource, new JosdkLiveObjects(resource, context));
    return done
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(NEXT_LOOK);
  }

  private static ResourceID resource(ClusterId id) {
    return new ResourceID(id.name(), id.namespace());
  }
}
