package dev.mesos.operator.status;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Election;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SkippedCandidate;
import dev.mesos.crds.CandidateStatus;
import dev.mesos.operator.dereference.MasterPod;
import dev.mesos.operator.dereference.Observed;
import java.util.ArrayList;
import java.util.List;

/** The candidates of an election as the status lists them: the readable ones first, in order. */
public final class Candidates {
  private Candidates() {}

  static List<CandidateStatus> list(Election election, Observed observed) {
    List<CandidateStatus> list = new ArrayList<>();
    election.candidates().forEach(c -> list.add(readable(c, observed)));
    election.skipped().forEach(s -> list.add(unreadable(s)));
    return list;
  }

  /** Where the master listens, as {@code ip:port}. */
  public static String address(Candidate candidate) {
    MasterInfo.Address address = candidate.info().address();
    return address.ip() + ":" + address.port();
  }

  private static CandidateStatus readable(Candidate candidate, Observed observed) {
    CandidateStatus status = new CandidateStatus();
    status.setPod(observed.podOf(candidate).map(MasterPod::name).orElse(null));
    status.setHostname(candidate.info().hostname());
    status.setAddress(address(candidate));
    status.setId(candidate.info().id());
    status.setZnode(candidate.znode());
    status.setEpoch(candidate.epoch());
    return status;
  }

  private static CandidateStatus unreadable(SkippedCandidate skipped) {
    CandidateStatus status = new CandidateStatus();
    status.setZnode(skipped.znode());
    status.setProblem(skipped.reason());
    return status;
  }
}
