package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may write below the election's path, puts there what nobody can read, and tidies.
 */
final class Vandal extends SimulatedProcess implements ZooKeeperClient.Listener {

  private static final List<String> NAMES =
      List.of(
          "json.info_0000000000",
          "json.info_-000000001",
          "json.info_9999999999",
          "json.info_99999999999",
          "json.info_",
          "json.info_x",
          "info_0000000000",
          "0000000000",
          "unknown_0000000000",
          "log_replicas",
          "_",
          "json.info_0000000001_lock");

  private static final List<String> CONTENTS =
      List.of(
          "",
          "{",
          "{}",
          "[]",
          "null",
          "\u0000\u0001\u0002",
          "{\"id\":1}",
          "{\"id\":\"x\",\"ip\":-1,\"port\":99999999}",
          "master@1.2.3.4");

  private final String path;
  private final Ensemble ensemble;
  private final List<String> made = new ArrayList<>();
  private @Nullable ZooKeeperClient client;

  Vandal(String path, Ensemble ensemble) {
    super("vandal", Clock.TRUE, ensemble.time());
    this.path = path;
    this.ensemble = ensemble;
  }

  @Override
  protected void started() {
    open();
  }

  private void open() {
    ZooKeeperClient next = new ZooKeeperClient(this, ensemble, 10_000_000_000L, this);
    client = next;
    next.open();
  }

  void strike() {
    ZooKeeperClient used = client;
    if (used == null) {
      return;
    }
    if (dice().chance(0.4) && !made.isEmpty()) {
      used.ask(new Operation.Delete(made.remove(dice().below(made.size()))), (code, value) -> {});
      return;
    }
    byte[] content = dice().pick(CONTENTS).getBytes(StandardCharsets.ISO_8859_1);
    if (dice().chance(0.1)) {
      content = new byte[] {(byte) 0xC3, 0x28};
    }
    boolean sequential = dice().chance(0.4);
    String name = sequential ? "json.info_" : dice().pick(NAMES);
    used.ask(
        new Operation.Create(path + "/" + name, content, dice().chance(0.5), sequential),
        (code, value) -> {
          if (value instanceof CreatedZnode(String created, var znode)) {
            made.add(created);
          }
        });
  }

  @Override
  public void connected(long timeout, long since) {}

  @Override
  public void disconnected() {}

  @Override
  public void expired() {
    open();
  }

  @Override
  public void changed(ZnodeEvent event, String path) {}
}
