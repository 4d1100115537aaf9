package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** The few requests that the baselines make, with the path created if it is missing. */
final class Place {

  private static final String PREFIX = "/json.info_";
  private static final byte[] CONTENT = "baseline".getBytes(StandardCharsets.UTF_8);

  private final String path;

  Place(String path) {
    this.path = path;
  }

  /** Creates a candidate; tells what became of it if that is known. */
  void create(ZooKeeperClient client, Consumer<CreatedZnode> created, Runnable unknown) {
    client.ask(
        new Operation.Create(path + PREFIX, CONTENT, true, true),
        (code, value) -> {
          if (value instanceof CreatedZnode made) {
            created.accept(made);
          } else if (code == Code.NONODE) {
            client.ask(
                new Operation.Create(path, new byte[0], false, false),
                (code2, value2) -> create(client, created, unknown));
          } else {
            unknown.run();
          }
        });
  }

  /** The first of the children, with a watch for the next change; nothing if that fails. */
  void first(ZooKeeperClient client, Consumer<@Nullable String> found) {
    client.ask(
        new Operation.GetChildren(path, true),
        (code, value) -> {
          if (code == Code.OK) {
            String first = null;
            for (Object name : (List<?>) value) {
              if (first == null || name.toString().compareTo(first) < 0) {
                first = name.toString();
              }
            }
            found.accept(first == null ? null : path + "/" + first);
          } else if (code == Code.NONODE) {
            client.ask(
                new Operation.Exists(path, true),
                (code2, value2) -> {
                  if (code2 == Code.OK) {
                    first(client, found);
                  }
                });
          }
        });
  }
}
