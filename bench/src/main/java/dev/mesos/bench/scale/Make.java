package dev.mesos.bench.scale;

import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.OurMaster;
import dev.mesos.bench.process.Starter;
import dev.mesos.coordination.testing.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose masters the slaves are registered with. */
enum Make {
  /** Our {@code mesos-master}, as built for its image. */
  OURS {
    @Override
    Starter starter(Path repository, String url, Duration session, Duration tick) {
      Path app =
          OurMaster.built(repository)
              .orElseThrow(
                  () -> new IllegalStateException("mesos-master is not built: make build"));
      return new OurMaster(
          app,
          url,
          session,
          Optional.empty(),
          HEAP_MIB,
          List.of("--zk_tick_time=" + tick.toMillis() + "ms", "--logging_level=INFO"));
    }
  },

  /** Apache Mesos 1.11, each with a registry of its own: what one has written, no other reads. */
  MESOS {
    @Override
    Starter starter(Path repository, String url, Duration session, Duration tick) {
      if (!Reference.available()) {
        throw new IllegalStateException(
            "Apache Mesos is not there: MESOS_REFERENCE names the folder of its scripts");
      }
      return new MesosMaster(url, session);
    }
  };

  private static final int HEAP_MIB = 450;

  /** How such masters are started. */
  abstract Starter starter(Path repository, String url, Duration session, Duration tick);
}
