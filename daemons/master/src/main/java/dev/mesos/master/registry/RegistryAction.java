package dev.mesos.master.registry;

import dev.mesos.coordination.ZnodeChange;
import java.util.List;

/**
 * What a {@link RegistryCore} wants done, in the order given: requests are sent over one connection
 * in this order. Each is answered once.
 */
public sealed interface RegistryAction {

  /** Read znodes, each for itself, in one request. */
  record Read(long round, List<String> znodes) implements RegistryAction {}

  /** List a znode's children. */
  record ListChildren(long round, String znode) implements RegistryAction {}

  /** Make all the changes, or none. */
  record Write(long number, List<ZnodeChange> changes) implements RegistryAction {}

  /** Tell the listener. */
  record Tell(RegistryNews news) implements RegistryAction {}
}
