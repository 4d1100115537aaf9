package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.Recorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Apache Mesos itself against our election. It is looked for in {@code $MESOS_REFERENCE}, or beside
 * the repository in {@code ../shared/mesos}; without it these tests are skipped.
 */
class MesosReferenceTest {

  private static final SessionSettings SETTINGS =
      SessionSettings.DEFAULT
          .withTimeout(Duration.ofSeconds(4))
          .withTickTime(Duration.ofMillis(200));

  private static final int FAILOVERS = 200;

  private static Path mesos;
  private static Ensemble ensemble;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void findMesos() {
    Optional<Path> found = reference();
    Assumptions.assumeTrue(found.isPresent(), "Apache Mesos is not there to compare with");
    mesos = found.get();
    ensemble = Ensemble.start(3);
  }

  @AfterAll
  static void stopEnsemble() {
    if (ensemble != null) {
      ensemble.close();
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static Optional<Path> reference() {
    Stream<Path> named = Stream.ofNullable(System.getenv("MESOS_REFERENCE")).map(Path::of);
    Path here = Path.of("").toAbsolutePath();
    Stream<Path> beside =
        Stream.iterate(here, path -> path != null, Path::getParent)
            .filter(path -> Files.exists(path.resolve(".git")))
            .map(repository -> repository.resolveSibling("shared/mesos"));
    return Stream.concat(named, beside)
        .filter(path -> Files.isExecutable(path.resolve("detect")))
        .findFirst();
  }

  /** Runs one of Mesos's programs; its JSON lines go to the recorder. */
  private Recorder<JsonNode> run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(mesos.resolve(program).toString()));
    command.addAll(List.of(arguments));
    Path log = Files.createDirectories(Path.of("target")).resolve("mesos-" + program + ".log");
    Process process = new ProcessBuilder(command).redirectError(Redirect.to(log.toFile())).start();
    open.add(() -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    });
    Recorder<JsonNode> events = new Recorder<>();
    ObjectMapper mapper = new ObjectMapper();
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              events.accept(mapper.readTree(line));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return events;
  }

  private static String leader(Recorder<JsonNode> events) {
    for (JsonNode event = events.next(); ; event = events.next()) {
      if (event.path("event").asText().equals("leader") && !event.path("master").isNull()) {
        return event.path("master").asText();
      }
    }
  }

  private Contender contend(ZooKeeperUrl url, int port) {
    Recorder<Candidacy> candidacy = new Recorder<>();
    Contender contender = Contender.start(url, SETTINGS, candidacy, detection -> {});
    open.add(contender);
    contender.contend(ElectionFixture.info(port));
    candidacy.next(Candidacy.Joined.class);
    return contender;
  }

  @Test
  void itsDetectorNamesOurLeaderAndFollowsIt() throws IOException {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/ours");
    Contender first = contend(url, 5061);
    Contender second = contend(url, 5062);
    contend(url, 5063);
    Recorder<JsonNode> events = run("detect", url.reveal(), "120");
    assertThat(leader(events)).isEqualTo("master@127.0.0.1:5061");
    first.resign();
    assertThat(leader(events)).isEqualTo("master@127.0.0.1:5062");
    ensemble.expire(second.status().sessionId());
    assertThat(leader(events)).isEqualTo("master@127.0.0.1:5063");
  }

  /** Masters come and go, in good order or not; the leader and standbys of any rank. */
  @Test
  void itsDetectorNamesTheRightOneOverHundredsOfFailovers() throws IOException {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/many");
    Random random = new Random(1);
    int port = 10_000;
    Map<Integer, Contender> standing = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      standing.put(++port, contend(url, port));
    }
    Recorder<JsonNode> events = run("detect", url.reveal(), "300");
    int leading = 0;
    for (int failovers = 0; failovers <= FAILOVERS; ) {
      int first = standing.keySet().iterator().next();
      if (first != leading) {
        assertThat(leader(events)).isEqualTo("master@127.0.0.1:" + first);
        leading = first;
        failovers++;
      }
      List<Integer> ports = List.copyOf(standing.keySet());
      Contender ending =
          standing.remove(random.nextInt(3) > 0 ? first : ports.get(random.nextInt(ports.size())));
      if (random.nextBoolean()) {
        ensemble.expire(ending.status().sessionId());
      }
      ending.close();
      standing.put(++port, contend(url, port));
    }
  }

  /** Whoever leads, those who stand by follow, and nobody minds what the other has written. */
  @Test
  void itsMastersAndOursTakeTurns() throws Exception {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/turns");
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(url, SETTINGS, detections));
    run("master", url.reveal(), "5066", "0");
    Candidate theirs = detections.await(Detection.Leader.class).candidate();
    Contender ours = contend(url, 5067);
    run("master", url.reveal(), "5068", "0");
    await().until(() -> ensemble.children(url.path()).size() == 3);
    Contender last = contend(url, 5069);

    ensemble.expire(theirs.sessionId());
    await().until(ours::leads);
    assertThat(detections.await(Detection.Leader.class).candidate().info().port()).isEqualTo(5067);
    ours.resign();
    Candidate next = detections.await(Detection.Leader.class).candidate();
    assertThat(next.info().port()).isEqualTo(5068);
    assertThat(last.leads()).isFalse();
    new Socket("127.0.0.1", 5068).close(); // it runs, and serves
    ensemble.expire(next.sessionId());
    await().until(last::leads);
  }

  @Test
  void ourDetectorNamesItsMasterAndWeWriteWhatItWrites() throws Exception {
    ZooKeeperUrl url = ZooKeeperUrl.parse("zk://" + ensemble.connectString() + "/theirs");
    Recorder<Detection> detections = new Recorder<>();
    open.add(Detector.start(url, SETTINGS, detections));
    run("master", url.reveal(), "5064", "0");
    Candidate candidate = detections.await(Detection.Leader.class).candidate();
    assertThat(candidate.info().pid()).isEqualTo("master@127.0.0.1:5064");
    assertThat(candidate.info().version()).isEqualTo("1.11.0");
    try (Admin admin = Admin.of(url)) {
      byte[] written =
          admin.zooKeeper().getData(url.path() + "/" + candidate.znode(), false, new Stat());
      assertThat(new String(new MasterInfoJson().write(candidate.info()), StandardCharsets.UTF_8))
          .isEqualTo(new String(written, StandardCharsets.UTF_8));
    }
    Contender standby = contend(url, 5065);
    assertThat(standby.leads()).isFalse();
    ensemble.expire(candidate.sessionId());
    await().until(standby::leads);
  }
}
