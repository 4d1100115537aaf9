package dev.mesos.coordination;

/** What a {@link ContenderCore} wants done, in the order given. */
sealed interface ContenderAction {
  /** Create our candidate, ephemeral and sequential. */
  record Create(MasterInfo info) implements ContenderAction {}

  /** Find out what our session owns; through the ensemble's leader, and after all sent before. */
  record FindOwned(MasterInfo info) implements ContenderAction {}

  /** Remove a znode that is ours. */
  record Delete(String znode) implements ContenderAction {}

  /** Check by a quorum write that changes nothing that our znode exists. */
  record Prove(String znode) implements ContenderAction {}

  /** Go on with this session at another server. */
  record ChangeServer(String detail) implements ContenderAction {}

  /** Close this session and report it over. */
  record EndSession(String detail) implements ContenderAction {}

  /** Tell the listener. */
  record Tell(Candidacy candidacy) implements ContenderAction {}
}
