package dev.mesos.coordination.chaos;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.BeliefRecorder;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * What is a master to an election: contends as {@code mesos-master} does, keeps its session in a
 * file, and dies with its session closed when it loses its candidacy or its leader. Looks every
 * millisecond whether it leads, and writes down what it sees.
 */
public final class MasterStandIn implements BeliefRecorder.Believer {

  private final CountDownLatch leaderless = new CountDownLatch(1);
  private final Contender contender;
  private volatile boolean stood;
  private volatile boolean led;

  private MasterStandIn(ZooKeeperUrl url, SessionSettings settings) {
    contender = Contender.start(url, settings, this::candidacy, this::detection);
  }

  /**
   * Runs until it is leader-less.
   *
   * @param args the election's URL, our own address, the folder of our session, the file for our
   *     looks, the session timeout and the servers' tickTime in milliseconds
   */
  public static void main(String[] args) throws Exception {
    SessionSettings settings =
        SessionSettings.DEFAULT
            .withTimeout(Duration.ofMillis(Long.parseLong(args[4])))
            .withTickTime(Duration.ofMillis(Long.parseLong(args[5])))
            .withSessionFile(Path.of(args[2], "zookeeper-session"));
    MasterStandIn master = new MasterStandIn(ZooKeeperUrl.parse(args[0]), settings);
    Path looks = Path.of(args[3]);
    Thread.ofPlatform().daemon().start(() -> LookLog.keep(looks, master));
    Inet4Address address = (Inet4Address) InetAddress.getByName(args[1]);
    master.contender.contend(
        MasterInfo.of("master-" + args[1], address, 5050, args[1], "1.11.0", List.of()));
    master.leaderless.await();
    master.contender.resign();
    System.exit(1);
  }

  private void candidacy(Candidacy news) {
    switch (news) {
      case Candidacy.Joined joined -> stood = true;
      case Candidacy.Lost lost -> leaderless.countDown();
      case Candidacy.Leading leading -> {}
      case Candidacy.Refused refused -> {}
    }
  }

  private void detection(Detection news) {
    switch (news) {
      case Detection.Leader leader -> led = true;
      case Detection.NoLeader none -> {
        if (stood && led) {
          leaderless.countDown();
        }
      }
    }
  }

  @Override
  public boolean leads() {
    return contender.leads();
  }

  @Override
  public OptionalLong epoch() {
    return contender
        .candidate()
        .map(self -> OptionalLong.of(self.epoch()))
        .orElse(OptionalLong.empty());
  }
}
