package dev.mesos.slave;

import com.google.protobuf.ByteString;
import dev.mesos.coordination.MasterAddress;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.slave.core.Registration;
import dev.mesos.slave.http.SlaveRoutes;
import dev.mesos.slave.runtime.FixedLeader;
import dev.mesos.slave.runtime.IdStore;
import dev.mesos.slave.runtime.Leaders;
import dev.mesos.slave.runtime.SlaveRuntime;
import dev.mesos.slave.runtime.ZooKeeperLeaders;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Puts the parts together. */
@Singleton
final class SlaveWiring {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long MAX_PENDING_BYTES = 64L << 20;

  @Produces
  @Singleton
  SlaveConfig config(@CommandLineArguments String[] arguments) {
    // Main has refused already what would be refused here
    return switch (SlaveFlags.loader().load(List.of(arguments), System.getenv())) {
      case FlagOutcome.Run run -> SlaveConfig.of(run.values());
      case FlagOutcome other -> throw new IllegalStateException(other.toString());
    };
  }

  @Produces
  @Singleton
  SlaveRuntime slave(SlaveConfig config, Vertx vertx) {
    return create(config, vertx, BuildInfo.load(SlaveWiring.class), Quarkus::asyncExit);
  }

  static SlaveRuntime create(SlaveConfig config, Vertx vertx, BuildInfo build, IntConsumer exit) {
    return new SlaveRuntime(
        config.self(),
        new Registration(config.info(), build.mesosVersion(), SlaveCapabilities.ALL, randomUuid()),
        config.backoffFactor(),
        config.onStop(),
        new IdStore(config.workDir()),
        leaders(config),
        new LibprocessClient(vertx, config.listenAddress(), CONNECT_TIMEOUT, MAX_PENDING_BYTES),
        exit);
  }

  private static Leaders leaders(SlaveConfig config) {
    SessionSettings settings = SessionSettings.DEFAULT.withTimeout(config.sessionTimeout());
    return switch (config.master()) {
      case MasterAddress.ZooKeeper election -> new ZooKeeperLeaders(election.url(), settings);
      case MasterAddress.Fixed fixed -> new FixedLeader(fixed.master());
    };
  }

  private static ByteString randomUuid() {
    UUID uuid = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    return ByteString.copyFrom(bytes.flip());
  }

  void routes(@Observes Router router, SlaveRuntime slave, SlaveConfig config) {
    BuildInfo build = BuildInfo.load(SlaveWiring.class);
    new SlaveRoutes(slave, config, build, Instant.now(), InstantSource.system()).mount(router);
  }

  void stopping(@Observes ShutdownEvent event, SlaveRuntime slave) {
    slave.close();
  }
}
