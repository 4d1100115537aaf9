package dev.mesos.local.kubelet;

import java.util.ArrayList;
import java.util.List;

/** Process ids as seen from inside a container, where the first process is number 1. */
final class ContainerPids {

  private ContainerPids() {}

  /**
   * Makes {@code kill ... 1} mean the container's first process. There are no process namespaces
   * here: as it stands it would mean the machine's.
   */
  static List<String> translate(List<String> command, long firstPid) {
    String program = command.getFirst();
    if (!program.equals("kill") && !program.endsWith("/kill")) {
      return command;
    }
    List<String> result = new ArrayList<>(command);
    result.replaceAll(word -> word.equals("1") ? Long.toString(firstPid) : word);
    return result;
  }
}
