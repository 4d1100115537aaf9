package dev.mesos.master.core;

import dev.mesos.protocol.PeerAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Which addresses we hold a connection to. Several slaves may share one (as the processes of one
 * program do), so each address is linked once, and news of an older connection is told apart.
 */
final class Links {

  private final Map<PeerAddress, Long> links = new HashMap<>();
  private long last;

  void ensure(PeerAddress address, Actions actions) {
    if (!links.containsKey(address)) {
      links.put(address, ++last);
      actions.add(new MasterAction.Link(address, last));
    }
  }

  /** Whether it is the present connection that broke; if so, there is none from now on. */
  boolean broken(PeerAddress address, long link) {
    return links.remove(address, link);
  }

  void drop(PeerAddress address, Actions actions) {
    if (links.remove(address) != null) {
      actions.add(new MasterAction.Unlink(address));
    }
  }
}
