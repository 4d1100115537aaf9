package dev.mesos.coordination;

/** What an {@link ElectionCore} wants done, in the order given. */
sealed interface ElectionAction {

  /** Let our server catch up with the ensemble's leader. */
  record Sync() implements ElectionAction {}

  /** Check by a quorum write that changes nothing whether the path exists; any answer will do. */
  record CatchUp() implements ElectionAction {}

  /** List the children; watch them if wanted. If the path is missing, watch for its creation. */
  record ListChildren(boolean watch) implements ElectionAction {}

  /** Read a child. */
  record ReadChild(String znode) implements ElectionAction {}

  /** Create the path with its parents. */
  record CreatePath() implements ElectionAction {}

  /** Create our znode, ephemeral and sequential, with this content. */
  record Create(MasterInfo info) implements ElectionAction {}

  /** Find what our session owns: through the ensemble's leader, and after all sent before. */
  record FindOwned(MasterInfo info) implements ElectionAction {}

  /** Remove a znode that is ours. */
  record Delete(String znode) implements ElectionAction {}

  /** Check by a quorum write that changes nothing that our znode exists. */
  record Prove(String znode) implements ElectionAction {}

  /** Leave this server and go on with the session at another one. */
  record ChangeServer(String detail) implements ElectionAction {}

  /** Close this session; whatever it still has to say is not heard any more. */
  record EndSession(String detail) implements ElectionAction {}

  /** Open the next session and say so. */
  record OpenSession() implements ElectionAction {}

  /** Tell who leads. */
  record TellDetection(Detection detection) implements ElectionAction {}

  /** Tell what became of our candidacy. */
  record TellCandidacy(Candidacy candidacy) implements ElectionAction {}

  /** Count and log a candidate that is passed over, once. */
  record Skip(SkippedCandidate candidate) implements ElectionAction {}

  /** The election is completely known, and has changed. Only if all candidates are read. */
  record Publish(Election election) implements ElectionAction {}
}
