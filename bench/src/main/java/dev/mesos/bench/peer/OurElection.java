package dev.mesos.bench.peer;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.Detector;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ours, in Mesos's layout: its detector sees real Mesos masters as well.
 *
 * @param url the servers and the path
 * @param timeout session timeout
 * @param tick the ensemble's tickTime
 */
public record OurElection(String url, Duration timeout, Duration tick) implements Election {

  static final String WORD = "ours";

  /** At a path of an ensemble. */
  public static OurElection at(String servers, String path, Duration timeout, Duration tick) {
    return new OurElection("zk://" + servers + path, timeout, tick);
  }

  static OurElection of(List<String> words) {
    return new OurElection(
        words.get(0), Duration.parse(words.get(1)), Duration.parse(words.get(2)));
  }

  @Override
  public List<String> arguments() {
    return List.of(WORD, url, timeout.toString(), tick.toString());
  }

  @Override
  public String make() {
    return "ours";
  }

  /** How sessions are held. */
  public SessionSettings settings() {
    return SessionSettings.DEFAULT.withTimeout(timeout).withTickTime(tick);
  }

  @Override
  public Stander stand(String id, BeliefListener listener) {
    return new OurStander(ZooKeeperUrl.parse(url), settings(), info(id), listener);
  }

  @Override
  public AutoCloseable watch(Sightings sightings) {
    return Detector.start(
        ZooKeeperUrl.parse(url),
        settings(),
        detection -> {
          if (detection instanceof Detection.Leader(var candidate)) {
            sightings.leads(id(candidate.info()));
          }
        },
        election -> sightings.stand(standing(election)));
  }

  private static Set<String> standing(dev.mesos.coordination.Election election) {
    return election.candidates().stream()
        .map(candidate -> id(candidate.info()))
        .collect(Collectors.toSet());
  }

  private static String id(MasterInfo info) {
    return info.address().ip() + ":" + info.port();
  }

  private static MasterInfo info(String id) {
    int colon = id.indexOf(':');
    try {
      Inet4Address ip = (Inet4Address) InetAddress.getByName(id.substring(0, colon));
      int port = Integer.parseInt(id.substring(colon + 1));
      return MasterInfo.of("master-" + port, ip, port, "localhost", "1.11.0", List.of());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(id + " is not ADDRESS:PORT", e);
    }
  }

  /** Stands again whenever its candidacy is lost, as a master that is started again does. */
  private static final class OurStander implements Stander {

    private final MasterInfo info;
    private final BeliefListener listener;
    private final Contender contender;

    OurStander(
        ZooKeeperUrl url, SessionSettings settings, MasterInfo info, BeliefListener listener) {
      this.info = info;
      this.listener = listener;
      this.contender = Contender.start(url, settings, this::told, detection -> {});
      contender.contend(info);
    }

    private void told(Candidacy news) {
      switch (news) {
        case Candidacy.Leading leading -> listener.changed(true);
        case Candidacy.Lost lost -> {
          listener.changed(false);
          contender.contend(info);
        }
        case Candidacy.Joined joined -> {}
        case Candidacy.Refused refused -> {}
      }
    }

    @Override
    public boolean leads() {
      return contender.leads();
    }

    @Override
    public boolean stands() {
      return contender.candidate().isPresent();
    }

    @Override
    public boolean connected() {
      return contender.status().connected();
    }

    @Override
    public void close() {
      contender.resign();
    }
  }
}
