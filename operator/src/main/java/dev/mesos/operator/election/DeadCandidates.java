package dev.mesos.operator.election;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Election;
import dev.mesos.operator.dereference.MasterEnd;
import dev.mesos.operator.dereference.Observed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the candidates whose masters are dead. Only these may be removed: a candidate's znode is
 * its master's leadership, and a leadership that is taken from a living master is one that two may
 * hold.
 *
 * <p>A candidate is dead if the kubelet has reported the end of the container instance that made
 * it. That no other one is ever taken for dead rests on this:
 *
 * <ol>
 *   <li>A master's id is random and new at every start, so it names one process. Its candidate
 *       carries it, and the process writes it into its container's termination message.
 *   <li>That file belongs to one instance of the container. The kubelet makes a new one for each
 *       and shows its content as the message of that instance's end, and only then: when the
 *       container runtime has said that the instance's first process, which is the master, has
 *       exited. So an end with an id in it is the end of the process with that id.
 *   <li>An end is final. Whatever happens in the pod later, an instance that is started again has
 *       another id.
 * </ol>
 *
 * <p>Nothing else is evidence, and nothing else is looked at: neither a pod's phase, which others
 * than the kubelet set (a pod that the garbage collector calls Failed may run on); nor its deletion
 * mark, which a kubelet that is cut off has not heard of while it restarts the container; nor that
 * it is gone (deleted by force, it may run on); nor that its node is silent; nor addresses, which
 * are given out again. Where the kubelet could only infer an end, because the runtime no longer
 * knows the container, it writes words of its own, which carry no id. In all these cases the
 * session's timeout decides.
 *
 * <p>What is trusted: the node's kubelet and runtime; and that nobody writes a pod's status, or
 * runs a pod under the cluster's labels, who could not read the Secret of the cluster's znode as
 * well.
 */
public final class DeadCandidates {
  private DeadCandidates() {}

  /** Those of the election whose masters have ended. */
  public static List<Candidate> among(Election election, Collection<MasterEnd> ends) {
    Set<String> ended = ends.stream().map(MasterEnd::masterId).collect(Collectors.toSet());
    return election.candidates().stream()
        .filter(candidate -> ended.contains(candidate.info().id()))
        .toList();
  }

  /**
   * Who leads. Nobody does while the first candidate is a dead master's: it is about to be removed,
   * and who stands behind it may be as dead (after a loss of ZooKeeper all candidates are those of
   * earlier processes).
   */
  public static Optional<Candidate> leader(ElectionView view, Observed observed) {
    return view.leader().filter(leader -> observed.endOf(leader.info().id()).isEmpty());
  }
}
