package dev.mesos.coordination.comparison;

import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.EnsembleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Servers of ZooKeeper itself, and its own client. */
final class RealEnsemble implements ComparedEnsemble {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ensemble ensemble;
  private final Map<Integer, RealClient> clients = new HashMap<>();
  private final Map<Integer, History> histories = new HashMap<>();
  private boolean isolated;

  /** Starts three servers. */
  RealEnsemble(Duration tick, int syncLimit) {
    ensemble =
        Ensemble.start(
            EnsembleSettings.of(3).withTickTime(tick).withSyncLimit(syncLimit).withProxies());
  }

  /** The same servers for the next script, whose clients have seen nothing yet. */
  RealEnsemble again() {
    List.copyOf(clients.keySet()).forEach(this::close);
    histories.clear();
    return this;
  }

  private RealClient client(int number) {
    RealClient client = clients.get(number);
    if (client == null) {
      throw new IllegalStateException("client " + number + " is not open");
    }
    return client;
  }

  private static void until(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  @Override
  public List<String> history(int client) {
    return histories.computeIfAbsent(client, number -> new History()).lines();
  }

  @Override
  public void open(int number, Duration timeout, Where where) {
    List<Integer> servers =
        switch (where) {
          case ANYWHERE -> IntStream.range(0, ensemble.size()).boxed().toList();
          case THE_LEADER -> List.of(ensemble.leader());
          case A_FOLLOWER -> List.of(ensemble.others(ensemble.leader()).getFirst());
        };
    History history = histories.computeIfAbsent(number, key -> new History());
    try {
      RealClient client =
          new RealClient(
              servers.stream().map(ensemble::connectString).toList(), servers, timeout, history);
      clients.put(number, client);
      until("client " + number + " is connected", client::connected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settle();
  }

  private void settle() {
    if (!isolated) { // else not everybody can catch up
      clients.values().forEach(RealClient::settle);
    }
  }

  @Override
  public void ask(int number, Operation... operations) {
    for (Operation operation : operations) {
      client(number).ask(operation);
    }
    client(number).awaitAnswers();
    settle();
  }

  @Override
  public void askInVain(int number, Operation.Create create) {
    String parent = create.path().substring(0, create.path().lastIndexOf('/'));
    List<String> before = ensemble.children(parent);
    RealClient client = client(number);
    client.dropAnswers();
    client.ask(create);
    until("something is committed", () -> !ensemble.children(parent).equals(before));
    reconnect(number);
  }

  @Override
  public void reconnect(int number) {
    RealClient client = client(number);
    long connections = client.connections();
    client.cut();
    until("client " + number + " is connected again", () -> client.connections() > connections);
    client.awaitAnswers();
    settle();
  }

  @Override
  public void expire(int number) {
    RealClient client = client(number);
    client.refuse();
    until("the session has expired", () -> !ensemble.sessions().contains(client.session()));
    client.heal();
    until("client " + number + " knows it", client::expired);
    clients.remove(number);
    client.close();
    settle();
  }

  @Override
  public void close(int number) {
    client(number).close();
    clients.remove(number);
    settle();
  }

  @Override
  public void loseLeader() {
    Map<RealClient, Long> connections = new HashMap<>();
    clients.values().forEach(client -> connections.put(client, client.connections()));
    ensemble.restart(ensemble.leader());
    ensemble.awaitAll();
    connections.forEach(
        (client, before) -> until("it is connected again", () -> client.connections() > before));
    settle();
  }

  @Override
  public void isolateServer(int number) {
    isolated = true;
    ensemble.isolate(client(number).server());
  }

  @Override
  public void heal() {
    isolated = false;
    ensemble.heal();
    ensemble.awaitAll();
    settle();
  }

  @Override
  public void close() {
    clients.values().forEach(RealClient::close);
    ensemble.close();
  }
}
