package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Recorder;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Three real servers, and contenders and detectors that are closed after each test. */
abstract class ElectionFixture {

  static final SessionSettings SETTINGS =
      SessionSettings.DEFAULT
          .withTimeout(Duration.ofSeconds(4))
          .withTickTime(Duration.ofMillis(200));
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** For what must not end, however slow the machine is. */
  static final SessionSettings LONG = SETTINGS.withTimeout(Duration.ofSeconds(30));

  static Ensemble ensemble;

  final List<AutoCloseable> open = new ArrayList<>();
  ZooKeeperUrl url;

  /** A contender with all that it tells. */
  final class Master {
    final Recorder<Candidacy> candidacy = new Recorder<>();
    final Recorder<Detection> detections = new Recorder<>();
    final MasterInfo info;
    final Contender contender;

    Master(ZooKeeperUrl url, int port) {
      this(url, port, SETTINGS);
    }

    Master(ZooKeeperUrl url, int port, SessionSettings settings) {
      info = info(port);
      contender = Contender.start(url, settings, candidacy, detections);
      open.add(contender);
    }

    Candidate join() {
      contender.contend(info);
      return candidacy.next(Candidacy.Joined.class).self();
    }

    Candidate lead() {
      Candidate joined = join();
      assertThat(candidacy.next(Candidacy.Leading.class).self()).isEqualTo(joined);
      assertThat(contender.leads()).isTrue();
      return joined;
    }
  }

  @BeforeAll
  static void startEnsemble() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    ensemble = Ensemble.start(3);
  }

  @AfterAll
  static void stopEnsemble() {
    ensemble.close();
  }

  @BeforeEach
  void freshPath() {
    url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/test" + NEXT.incrementAndGet());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  static MasterInfo info(int port) {
    try {
      return MasterInfo.of(
          "master-" + port,
          (Inet4Address) InetAddress.getByName("127.0.0.1"),
          port,
          "localhost",
          "1.11.0",
          List.of("AGENT_UPDATE"));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  final Recorder<Detection> observe() {
    return observe(url);
  }

  final Recorder<Detection> observe(ZooKeeperUrl at) {
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(at, SETTINGS, detections));
    return detections;
  }

  static Candidate leader(Recorder<Detection> detections) {
    return detections.next(Detection.Leader.class).candidate();
  }
}
