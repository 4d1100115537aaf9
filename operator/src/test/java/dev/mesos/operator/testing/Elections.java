package dev.mesos.operator.testing;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Election;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ZnodeState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Elections for tests. */
public final class Elections {
  public static final Instant CREATED = Instant.parse("2026-01-01T00:00:10Z");

  private Elections() {}

  /** The master in the pod {@code demo-master-ORDINAL}, address 10.0.0.ORDINAL. */
  public static Candidate candidate(int ordinal, long epoch) {
    String host = "demo-master-" + ordinal + ".demo-master-headless.ns.svc";
    String ip = "10.0.0." + ordinal;
    return new Candidate(
        "json.info_%010d".formatted(epoch),
        Math.toIntExact(epoch),
        epoch,
        epoch,
        CREATED.toEpochMilli(),
        new MasterInfo(
            "id-" + epoch,
            1,
            5050,
            "master@" + ip + ":5050",
            host,
            "1.11.0",
            new MasterInfo.Address(host, ip, 5050),
            List.of(),
            Optional.empty()));
  }

  public static Election election(Candidate... candidates) {
    return new Election(List.of(candidates), List.of());
  }

  /** The znode is ready; the elections were seen one after the other, a second apart. */
  public static ElectionView view(Election... seen) {
    ElectionView view =
        new ElectionView(
            new ZnodeState.Ready(), true, Optional.empty(), Optional.empty(), Optional.empty());
    Instant now = CREATED;
    for (Election election : seen) {
      view = view.seen(election, now);
      now = now.plusSeconds(1);
    }
    return view;
  }

  public static ElectionView znode(ZnodeState state) {
    return new ElectionView(state, true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static ElectionView unreachable(ElectionView view) {
    return new ElectionView(
        view.znode(), false, view.election(), view.leaderSince(), view.lostAt());
  }

  /** Candidates by (ordinal, epoch) pairs. */
  public static Election of(long... ordinalsAndEpochs) {
    Stream.Builder<Candidate> candidates = Stream.builder();
    for (int i = 0; i < ordinalsAndEpochs.length; i += 2) {
      candidates.add(candidate((int) ordinalsAndEpochs[i], ordinalsAndEpochs[i + 1]));
    }
    return new Election(candidates.build().toList(), List.of());
  }
}
