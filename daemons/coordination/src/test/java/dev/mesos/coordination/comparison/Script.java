package dev.mesos.coordination.comparison;

import dev.mesos.coordination.comparison.ComparedEnsemble.Where;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What some clients do one after the other and what happens to them, all of it from a seed: they
 * stand and withdraw, look and watch, lose connections, answers and sessions, and ZooKeeper loses
 * its leader.
 */
final class Script {

  static final int CLIENTS = 3;

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100); // less than is granted
  private static final int STEPS = 40;

  private final ComparedEnsemble ensemble;
  private final SplittableRandom random;
  private final String path;
  private final List<Integer> open = new ArrayList<>();
  private boolean leaderLost;

  private Script(long seed, ComparedEnsemble ensemble) {
    this.ensemble = ensemble;
    this.random = new SplittableRandom(seed);
    this.path = "/script" + seed;
  }

  /** Carries one out. */
  static void play(long seed, ComparedEnsemble ensemble) {
    Script script = new Script(seed, ensemble);
    for (int client = 0; client < CLIENTS; client++) {
      script.open(client, TIMEOUT);
    }
    ensemble.ask(0, new Operation.Create(script.path, new byte[0], false, false));
    for (int i = 0; i < STEPS; i++) {
      script.step();
    }
  }

  private void open(int client, Duration timeout) {
    ensemble.open(client, timeout, Where.ANYWHERE);
    open.add(client);
  }

  private void step() {
    int client = random.nextInt(CLIENTS);
    if (!open.contains(client)) {
      open(client, TIMEOUT);
      return;
    }
    switch (random.nextInt(24)) {
      case 0 -> ensemble.reconnect(client);
      case 1 -> ensemble.askInVain(client, candidate());
      case 2 -> {
        ensemble.close(client);
        open.remove((Integer) client);
      }
      case 3 -> {
        // another session of the same client, so short that its end can be waited for
        ensemble.close(client);
        ensemble.open(client, SHORT, Where.ANYWHERE);
        ensemble.ask(client, candidate(), look());
        ensemble.expire(client);
        open.remove((Integer) client);
      }
      case 4 -> {
        if (!leaderLost) {
          leaderLost = true;
          ensemble.loseLeader();
        }
      }
      case 5, 6 -> ensemble.ask(client, candidate(), look(), question(), question());
      default -> ensemble.ask(client, question());
    }
  }

  private Operation.Create candidate() {
    return new Operation.Create(path + "/json.info_", new byte[] {1}, true, true);
  }

  private Operation.GetChildren look() {
    return new Operation.GetChildren(path, true);
  }

  private int version() {
    return random.nextInt(4) - 1;
  }

  /** As a registry writes: if a candidate is there, several znodes at once. */
  private Operation transaction(String candidate) {
    String kept = path + "/kept";
    List<Operation.Write> parts = new ArrayList<>(List.of(new Operation.Check(candidate)));
    if (random.nextBoolean()) {
      parts.set(0, new Operation.Check(path, random.nextInt(4) == 0 ? 1 : Operation.ANY));
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        parts.add(new Operation.Create(kept, new byte[0], false, false));
        parts.add(new Operation.Create(kept + "/below", new byte[] {3}, false, false));
        parts.add(new Operation.SetData(kept, new byte[] {4}, 0));
      }
      case 1 -> {
        parts.add(new Operation.Delete(kept + "/below", version()));
        parts.add(new Operation.Delete(kept));
      }
      case 2 -> {
        parts.add(new Operation.SetData(kept, new byte[] {5}, version()));
        parts.add(new Operation.SetData(kept, new byte[] {6}, version()));
      }
      default -> {
        parts.add(new Operation.SetData(kept, new byte[] {7}, Operation.ANY));
        parts.add(new Operation.Delete(kept));
        parts.add(new Operation.Create(kept, new byte[0], false, false));
      }
    }
    return new Operation.Multi(parts);
  }

  private Operation question() {
    String child = path + "/json.info_%010d".formatted(random.nextInt(12));
    return switch (random.nextInt(13)) {
      case 0, 1 -> candidate();
      case 2 -> new Operation.Delete(random.nextInt(3) == 0 ? path + "/kept" : child);
      case 3 -> new Operation.Check(child);
      case 4 -> new Operation.Exists(child, true);
      case 5 ->
          new Operation.GetData(
              random.nextInt(3) == 0 ? path + "/kept" : child, random.nextBoolean());
      case 6 -> new Operation.Create(path + "/kept", new byte[0], false, random.nextBoolean());
      case 7 -> new Operation.Sync();
      case 8 -> new Operation.SetData(path + "/kept", new byte[] {2}, version());
      case 9 -> new Operation.GetAll(List.of(path + "/kept", child, path + "/kept/below"));
      case 10, 11 -> transaction(child);
      default -> look();
    };
  }
}
