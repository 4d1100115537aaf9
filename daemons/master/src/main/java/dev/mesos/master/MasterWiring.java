package dev.mesos.master;

import dev.mesos.coordination.SessionSettings;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import dev.mesos.master.http.MasterRoutes;
import dev.mesos.master.registry.MemoryRegistry;
import dev.mesos.master.registry.Registry;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.ZooKeeperRegistry;
import dev.mesos.master.runtime.Elections;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.master.runtime.StandaloneElections;
import dev.mesos.master.runtime.ZooKeeperElections;
import dev.mesos.protocol.LibprocessClient;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the parts together. */
@Singleton
final class MasterWiring {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long MAX_PENDING_BYTES = 64L << 20;

  /** How long an orderly end may take before the process is ended anyway. */
  private static final Duration EXIT_GRACE = Duration.ofSeconds(2);

  @Produces
  @Singleton
  MasterConfig config(@CommandLineArguments String[] arguments) {
    // Main has refused already what would be refused here
    return switch (MasterFlags.loader().load(List.of(arguments), System.getenv())) {
      case FlagOutcome.Run run -> MasterConfig.of(run.values(), BuildInfo.load(Main.class));
      case FlagOutcome other -> throw new IllegalStateException(other.toString());
    };
  }

  @Produces
  @Singleton
  MasterRuntime master(MasterConfig config, Vertx vertx) {
    config.terminationLog().ifPresent(file -> TerminationLog.write(file, config.self()));
    return new MasterRuntime(
        config.rules(),
        config.self(),
        elections(config),
        registry(config),
        new LibprocessClient(vertx, config.listenAddress(), CONNECT_TIMEOUT, MAX_PENDING_BYTES),
        vertx,
        InstantSource.system(),
        MasterWiring::exit);
  }

  private static Elections elections(MasterConfig config) {
    return config
        .zooKeeper()
        .<Elections>map(url -> new ZooKeeperElections(url, session(config), config.self()))
        .orElseGet(StandaloneElections::new);
  }

  static Function<Consumer<RegistryNews>, Registry> registry(MasterConfig config) {
    return config
        .zooKeeper()
        .<Function<Consumer<RegistryNews>, Registry>>map(url ->
            listener ->
                ZooKeeperRegistry.open(
                    url,
                    config.sessionTimeout(),
                    config.registry(),
                    InstantSource.system(),
                    listener))
        .orElseGet(() ->
            listener -> new MemoryRegistry(config.registry(), InstantSource.system(), listener));
  }

  private static SessionSettings session(MasterConfig config) {
    SessionSettings settings =
        SessionSettings.DEFAULT
            .withTimeout(config.sessionTimeout())
            .withTickTime(config.tickTime());
    return config.sessionFile().map(settings::withSessionFile).orElse(settings);
  }

  void routes(@Observes Router router, MasterRuntime master, MasterConfig config) {
    InstantSource clock = InstantSource.system();
    new MasterRoutes(master, config, BuildInfo.load(Main.class), Instant.now(), clock)
        .mount(router);
  }

  void stopping(@Observes ShutdownEvent event, MasterRuntime master) {
    master.close();
  }

  /** Ends Quarkus, and the process also if Quarkus does not end in time. */
  private static void exit(int code) {
    Thread.ofPlatform()
        .daemon()
        .name("master-exit-guard")
        .start(() -> {
          try {
            Thread.sleep(EXIT_GRACE);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(code);
        });
    Quarkus.asyncExit(code);
  }
}
