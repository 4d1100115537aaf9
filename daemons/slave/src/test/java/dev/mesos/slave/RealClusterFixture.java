package dev.mesos.slave;

import dev.mesos.coordination.testing.Ensemble;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** One ZooKeeper, and for each test a cluster at a path of its own. */
abstract class RealClusterFixture {

  static Ensemble ensemble;

  @TempDir Path folder;
  RealCluster cluster;

  @BeforeAll
  static void startZooKeeper() {
    ensemble = Ensemble.start(1);
  }

  @AfterAll
  static void stopZooKeeper() {
    ensemble.close();
  }

  @BeforeEach
  void prepare(TestInfo test) {
    cluster = new RealCluster(folder, ensemble, test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void end() throws Exception {
    cluster.close();
  }
}
