package dev.mesos.coordination.comparison;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.EnsembleSettings;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.Server;
import dev.mesos.coordination.simulation.zookeeper.Znode;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** The model that simulations stand on. */
final class ModelledEnsemble implements ComparedEnsemble {

  private static final long STEP = 1_000_000;
  private static final long PATIENCE = 120_000_000_000L;
  private static final long DRIFT = 20_000;

  private final VirtualTime time;
  private final Network network;
  private final Ensemble ensemble;
  private final Map<Integer, Client> clients = new HashMap<>();
  private final Map<Integer, History> histories = new HashMap<>();
  private boolean isolated;

  /** Starts three servers. */
  ModelledEnsemble(long seed, Duration tick, int syncLimit) {
    time = new VirtualTime(new Dice(seed), Trace.off());
    network = new Network(time);
    long nanos = tick.toNanos();
    ensemble =
        new Ensemble(
            new EnsembleSettings(3, nanos, 50, syncLimit, 2 * nanos, 200 * nanos),
            time,
            network,
            DRIFT);
    ensemble.start();
    awaitServers();
  }

  private void awaitServers() {
    await("all servers serve", () -> ensemble.servers().stream().allMatch(Server::serves));
  }

  private void await(String what, BooleanSupplier condition) {
    long end = time.now() + PATIENCE;
    while (!condition.getAsBoolean()) {
      if (time.now() > end) {
        throw new AssertionError("in the model it is never so that " + what);
      }
      time.runUntil(time.now() + STEP);
    }
  }

  /** A process with one session. */
  private final class Client extends SimulatedProcess implements ZooKeeperClient.Listener {

    final History history;
    final List<Server> servers;
    final ZooKeeperClient session;
    boolean connected;
    boolean expired;
    int open;

    Client(int number, Duration timeout, List<Server> servers, History history) {
      super("client" + number, Clock.random(time.dice(), DRIFT), time);
      this.servers = servers;
      this.history = history;
      start();
      session = new ZooKeeperClient(this, ensemble, servers, timeout.toNanos(), this);
      session.open();
    }

    void ask(Operation operation) {
      open++;
      session.ask(
          operation,
          (code, value) -> {
            open--;
            history.answered(operation, code, detail(value));
          });
    }

    private @Nullable String detail(@Nullable Object value) {
      return switch (value) {
        case CreatedZnode(String path, var znode) -> path;
        case List<?> several -> History.children(several.stream().map(this::name).toList());
        case Znode znode -> History.znode(znode.owner(), session.session(), znode.version());
        case Integer part -> History.refused(part);
        case null, default -> null;
      };
    }

    /** A child's name; or what was read of one, or why it was not. */
    private String name(Object value) {
      String detail = detail(value);
      return detail == null ? value.toString() : detail;
    }

    void awaitAnswers() {
      await(this + " has its answers", () -> open == 0);
    }

    /** Events of what is committed so far come before the answer to a sync. */
    void settle() {
      Code[] code = {Code.CONNECTIONLOSS};
      while (code[0] == Code.CONNECTIONLOSS) {
        boolean[] done = {false};
        session.ask(
            new Operation.Sync(),
            (answer, value) -> {
              code[0] = answer;
              done[0] = true;
            });
        await(this + " has caught up", () -> done[0]);
      }
    }

    @Override
    public void connected(long granted, long since) {
      connected = true;
      history.connected(granted / 1_000_000);
    }

    @Override
    public void disconnected() {
      connected = false;
      history.disconnected();
    }

    @Override
    public void expired() {
      expired = true;
      history.expired();
    }

    @Override
    public void changed(ZnodeEvent event, String path) {
      history.changed(event, path);
    }
  }

  private Client client(int number) {
    Client client = clients.get(number);
    if (client == null) {
      throw new IllegalStateException("client " + number + " is not open");
    }
    return client;
  }

  @Override
  public List<String> history(int client) {
    return histories.computeIfAbsent(client, number -> new History()).lines();
  }

  @Override
  public void open(int number, Duration timeout, Where where) {
    List<Server> servers =
        switch (where) {
          case ANYWHERE -> ensemble.servers();
          case THE_LEADER -> ensemble.leader().stream().toList();
          case A_FOLLOWER ->
              ensemble.servers().stream().filter(server -> !server.leads()).limit(1).toList();
        };
    History history = histories.computeIfAbsent(number, key -> new History());
    Client client = new Client(number, timeout, servers, history);
    clients.put(number, client);
    await(client + " is connected", () -> client.connected);
    settle();
  }

  private void settle() {
    if (!isolated) { // else not everybody can catch up
      clients.values().forEach(Client::settle);
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
    Client client = client(number);
    ensemble.servers().forEach(server -> network.link(server, client).block());
    long committed = ensemble.committed().size();
    client.ask(create);
    await("something is committed", () -> ensemble.committed().size() > committed);
    ensemble.servers().forEach(server -> network.link(server, client).heal());
    reconnect(number);
  }

  @Override
  public void reconnect(int number) {
    Client client = client(number);
    client.session.changeServer();
    await(client + " is disconnected", () -> !client.connected);
    await(client + " is connected again", () -> client.connected);
    client.awaitAnswers();
    settle();
  }

  @Override
  public void expire(int number) {
    Client client = client(number);
    for (Server server : ensemble.servers()) {
      network.link(server, client).block();
      network.link(client, server).block();
    }
    long session = client.session.session();
    await(
        "the session has expired",
        () ->
            ensemble.servers().stream()
                .noneMatch(server -> server.tree().sessions().containsKey(session)));
    for (Server server : ensemble.servers()) {
      network.link(server, client).heal();
      network.link(client, server).heal();
    }
    await(client + " knows it", () -> client.expired);
    clients.remove(number);
    settle();
  }

  @Override
  public void close(int number) {
    Client client = client(number);
    boolean[] done = {false};
    client.session.close(() -> done[0] = true);
    await(client + " is closed", () -> done[0]);
    clients.remove(number);
    settle();
  }

  @Override
  public void loseLeader() {
    Server leader = ensemble.leader().orElseThrow();
    leader.kill();
    await("another leads", () -> ensemble.leader().filter(next -> next != leader).isPresent());
    leader.start();
    awaitServers();
    clients.values().forEach(client -> await(client + " is connected", () -> client.connected));
    settle();
  }

  @Override
  public void isolateServer(int number) {
    isolated = true;
    Server server = client(number).servers.getFirst();
    for (Server other : ensemble.servers()) {
      if (other != server) {
        network.link(server, other).block();
        network.link(other, server).block();
      }
    }
  }

  @Override
  public void heal() {
    isolated = false;
    network.heal();
    awaitServers();
    settle();
  }

  @Override
  public void close() {
    clients.clear();
  }
}
