package dev.mesos.slave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.slave.runtime.IdStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Masters of Apache Mesos at a path of their own, and a slave of ours under them. All ways between
 * it, them and ZooKeeper can be cut. Ends all that it has started.
 */
final class RealCluster implements AutoCloseable {

  /** Unanswered pings after which a slave is given up soon, and is not given up in a test. */
  static final int FEW = 2;

  static final int MANY = 30;

  static final Duration SESSION = Duration.ofSeconds(4);

  /** Where the slave is if nothing else is said, and where it keeps its id. */
  static final String HOME = "127.0.0.1";

  static final String VOLUME = "volume";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path folder;
  private final Ensemble ensemble;
  private final String path;
  private final int port = TestSlave.freePort();

  /** Between all masters and the slave. */
  final CuttingProxy toSlave = started(new CuttingProxy(HOME + ":" + port));

  /** Between the slave and ZooKeeper. */
  final CuttingProxy toZooKeeper;

  RealCluster(Path folder, Ensemble ensemble, String name) {
    this.folder = folder;
    this.ensemble = ensemble;
    this.path = "/" + name;
    this.toZooKeeper = started(new CuttingProxy(ensemble.connectString()));
  }

  private <T extends AutoCloseable> T started(T it) {
    started.push(it);
    return it;
  }

  /** A master that leads and takes registrations. */
  RealMaster master(int pings) {
    return master(pings, SESSION);
  }

  RealMaster master(int pings, Duration session) {
    return leading(new RealMaster(folder, url(ensemble.connectString()), pings, session));
  }

  /** The same behind another proxy. */
  RealMaster masterBehind(CuttingProxy way, int pings) {
    started(way);
    return leading(new RealMaster(folder, url(way.connectString()), pings, SESSION));
  }

  private RealMaster leading(RealMaster master) {
    started(master);
    await().ignoreExceptions().until(master::leads);
    return master;
  }

  /** A master that stands for election beside one that leads. */
  RealMaster standby(int pings) {
    RealMaster master =
        started(new RealMaster(folder, url(ensemble.connectString()), pings, SESSION));
    await().until(() -> ensemble.children(path).size() == 2);
    return master;
  }

  TestSlave slave(String... flags) {
    return slaveAt(HOME, VOLUME, flags);
  }

  /** A slave somewhere else, or with another folder for its id. */
  TestSlave slaveAt(String ip, String volume, String... flags) {
    // the proxy is at one address only
    String advertised = ip.equals(HOME) ? toSlave.connectString() : ip + ":" + port;
    String[] all =
        Stream.concat(
                Stream.of(
                    "--zk_session_timeout=2secs",
                    "--advertise_port=" + advertised.substring(advertised.indexOf(':') + 1)),
                Stream.of(flags))
            .toArray(String[]::new);
    String zk = url(toZooKeeper.connectString());
    return started(new TestSlave(ip, port, zk, folder.resolve(volume), all));
  }

  /** A slave that looks for its master in one place only. */
  TestSlave slaveOf(RealMaster master) {
    return started(new TestSlave(HOME, port, master.address(), folder.resolve(VOLUME)));
  }

  private String url(String zooKeeper) {
    return "zk://" + zooKeeper + path;
  }

  /** The id that the next slave with that folder begins with. */
  Optional<String> kept(String volume) {
    return new IdStore(folder.resolve(volume)).load();
  }

  /** What the slave and a master say to each other is held. */
  void silence(RealMaster master) {
    toSlave.stall();
    master.road.stall();
  }

  void speak(RealMaster master) {
    toSlave.heal();
    master.road.heal();
  }

  static String registered(TestSlave slave) {
    await().until(slave::registered);
    return slave.status().id().orElseThrow();
  }

  /** The master pings it on, and it takes the pings for its master's. */
  static void isServing(TestSlave slave, RealMaster master) {
    long pings = slave.posted(master.address(), "PingSlaveMessage");
    long ignored = slave.runtime().counters().messagesIgnored();
    await().until(() -> slave.posted(master.address(), "PingSlaveMessage") >= pings + 2);
    assertThat(slave.registered()).isTrue();
    assertThat(slave.runtime().counters().messagesIgnored()).isEqualTo(ignored);
    assertThat(slave.exits).isEmpty();
  }

  /** The master has told it to shut down, and knows it no more. */
  void endsAndComesBackAsANewOne(TestSlave slave, String id, RealMaster master)
      throws InterruptedException {
    assertThat(slave.exits.poll(20, TimeUnit.SECONDS)).isZero();
    assertThat(slave.posted(master.address(), "ShutdownMessage")).isPositive();
    assertThat(kept(VOLUME)).isEmpty();
    slave.close();

    TestSlave next = slave();

    String fresh = registered(next);
    assertThat(fresh).isNotEqualTo(id);
    assertThat(master.slaves()).containsExactly(fresh);
    assertThat(master.numbers()).containsEntry("slaves_unreachable", 0);
  }

  static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(60));
  }

  @Override
  public void close() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
