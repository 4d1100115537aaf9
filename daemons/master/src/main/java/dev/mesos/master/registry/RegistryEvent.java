package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeChange;
import java.time.Instant;
import java.util.List;

/** What a {@link RegistryCore} hears of. */
public sealed interface RegistryEvent {

  /** We lead: claim the registry and read it. Once. */
  record Recover(RegistryWriter self) implements RegistryEvent {}

  /**
   * Somebody asks for a change.
   *
   * @param number by which the outcome is told
   * @param at what becomes the time of the state
   */
  record Submit(long number, RegistryOperation operation, Instant at) implements RegistryEvent {}

  /** It is time to forget the oldest. */
  record Prune(Instant at) implements RegistryEvent {}

  /** A server answers, on the session of before or a new one. */
  record Connected() implements RegistryEvent {}

  /** No server answers. */
  record Disconnected() implements RegistryEvent {}

  /** The answers to {@link RegistryAction.Read}, in its order. */
  record WasRead(long round, List<String> znodes, List<ZnodeAnswer<Znode>> answers)
      implements RegistryEvent {}

  /** The answer to {@link RegistryAction.ListChildren}. */
  record WasListed(long round, String znode, ZnodeAnswer<List<String>> answer)
      implements RegistryEvent {}

  /** The answer to {@link RegistryAction.Write}. */
  record WasWritten(long number, ZnodeAnswer<List<ZnodeChange>> answer) implements RegistryEvent {}

  /** The time that {@link RegistryCore#wakeAt()} named has come. */
  record Woke() implements RegistryEvent {}
}
