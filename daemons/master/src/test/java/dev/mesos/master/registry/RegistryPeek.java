package dev.mesos.master.registry;

import dev.mesos.coordination.ZnodeChange;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.util.Optional;

/** Reads what is written to a registry, for those who watch it in tests. */
public final class RegistryPeek {

  private static final String SLAVES = RegistryLayout.SLAVES + "/";

  private RegistryPeek() {}

  /** The slave that a change is about, if it is about one. */
  public static Optional<String> slave(ZnodeChange change) {
    String[] parts = change.znode().split("/", -1);
    return change.znode().startsWith(SLAVES) && parts.length == 4
        ? RegistryLayout.decode(parts[3])
        : Optional.empty();
  }

  /** The state that an entry is in. */
  public static State state(String id, byte[] data) {
    try {
      return EntryCodec.read(id, data).state();
    } catch (UnreadableEntryException e) {
      throw new AssertionError(id, e);
    }
  }
}
