package dev.mesos.operator.wiring;

import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.dereference.Passwords;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.election.ZooKeeperWatches;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.reconcile.ClusterCleanup;
import dev.mesos.operator.reconcile.ClusterReconciler;
import dev.mesos.operator.reconcile.StatusWriter;
import dev.mesos.operator.registration.MetricsPoller;
import dev.mesos.operator.registration.SlaveCounter;
import dev.mesos.operator.validate.Images;
import dev.mesos.operator.validate.Validator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the operator together. The only place where its parts are made. */
@ApplicationScoped
public class OperatorWiring {
  private static final int BEFORE_THE_SDK = 1;

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  Validator validator(
      @ConfigProperty(name = "mesos.zookeeper.image", defaultValue = "mesos-zookeeper:dev")
          String zookeeper,
      @ConfigProperty(name = "mesos.master.image", defaultValue = "mesos-master:dev") String master,
      @ConfigProperty(name = "mesos.slave.image", defaultValue = "mesos-slave:dev") String slave) {
    return new Validator(new Images(zookeeper, master, slave));
  }

  @Produces
  @Singleton
  EndedMasters ended() {
    return new EndedMasters();
  }

  @Produces
  @Singleton
  Dereferencer dereferencer(EndedMasters ended) {
    return new Dereferencer(new Passwords(), ended);
  }

  @Produces
  @Singleton
  ElectionWatches watches(InstantSource clock) {
    return new ZooKeeperWatches(clock);
  }

  @Produces
  @Singleton
  SlaveCounter slaves() {
    return new MetricsPoller();
  }

  @Produces
  @Singleton
  EventPublisher events(KubernetesClient client, InstantSource clock) {
    return new KubernetesEvents(client, clock);
  }

  @Produces
  @Singleton
  OperatorMetrics operatorMetrics(
      MeterRegistry registry, ElectionWatches watches, InstantSource clock) {
    return new OperatorMetrics(registry, watches, clock);
  }

  @Produces
  @Singleton
  StatusWriter statusWriter(EventPublisher events, OperatorMetrics metrics) {
    return new StatusWriter(events, metrics);
  }

  @Produces
  @Singleton
  ClusterReconciler reconciler(
      Validator validator,
      Dereferencer dereferencer,
      ElectionWatches watches,
      SlaveCounter slaves,
      StatusWriter statusWriter,
      InstantSource clock) {
    return new ClusterReconciler(validator, dereferencer, watches, slaves, statusWriter, clock);
  }

  @Produces
  @Singleton
  ClusterCleanup cleanup(
      Validator validator,
      Dereferencer dereferencer,
      ElectionWatches watches,
      SlaveCounter slaves,
      EventPublisher events,
      StatusWriter statusWriter,
      InstantSource clock) {
    return new ClusterCleanup(
        validator, dereferencer, watches, slaves, events, statusWriter, clock);
  }

  /** The SDK's own metrics, without a series for each resource. */
  @Produces
  @Singleton
  Metrics sdkMetrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  @Produces
  @Singleton
  OperatorLease lease(
      KubernetesClient client,
      @ConfigProperty(name = "pod.namespace") Optional<String> namespace,
      @ConfigProperty(name = "pod.name") Optional<String> pod) {
    return new OperatorLease(client, namespace, pod);
  }

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(OperatorLease lease) {
    return lease.configuration();
  }

  void stopping(@Observes @Priority(BEFORE_THE_SDK) ShutdownEvent event, OperatorLease lease) {
    lease.stopping();
  }

  void close(@Disposes ElectionWatches watches) {
    ((ZooKeeperWatches) watches).close();
  }

  void close(@Disposes SlaveCounter slaves) {
    ((MetricsPoller) slaves).close();
  }

  void close(@Disposes EventPublisher events) {
    ((KubernetesEvents) events).close();
  }
}
