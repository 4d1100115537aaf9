package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterRules.PartitionedAgents;
import dev.mesos.master.registry.MemoryRegistry;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryOutcome;
import dev.mesos.master.registry.RegistrySettings;
import dev.mesos.master.registry.RegistryWriter;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.Upid;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;

/** A core with hand-made events, and words to say what happens to it. */
final class Scene {

  static final long EPOCH = 4294967301L;
  static final String ZNODE = "json.info_0000000007";
  static final MasterInfo SELF = master("master-a", "10.0.0.1");
  static final MasterInfo OTHER = master("master-b", "10.0.0.2");

  /** Mesos's defaults, and ours where they differ. */
  static final MasterRules RULES =
      new MasterRules(
          true,
          Duration.ofSeconds(15),
          5,
          Duration.ofMinutes(10),
          PartitionedAgents.SHUTDOWN,
          1.0,
          Optional.empty(),
          Duration.ofDays(14),
          102_400);

  /** As {@link #RULES}, but with the rule of Mesos 1.x, limits, and standbys that wait. */
  static final MasterRules LENIENT =
      new MasterRules(
          false,
          Duration.ofSeconds(15),
          5,
          Duration.ofMinutes(10),
          PartitionedAgents.REREGISTER,
          0.5,
          Optional.of(Duration.ofMinutes(1)),
          Duration.ofDays(14),
          102_400);

  final MasterMetrics metrics = new MasterMetrics();
  final MasterCore core;
  final Deque<RegistryNews> news = new ArrayDeque<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryRegistry registry =
      new MemoryRegistry(RegistrySettings.DEFAULT, () -> now, news::add);
  private final Map<String, RegistryEntry> before = new LinkedHashMap<>();
  private Optional<Instant> made = Optional.empty();
  private boolean holding;

  Scene(MasterRules rules) {
    core = new MasterCore(rules, SELF, metrics);
  }

  static Scene leading() {
    return leading(RULES);
  }

  static Scene leading(MasterRules rules) {
    Scene scene = new Scene(rules);
    scene.leads();
    return scene;
  }

  List<MasterAction> joins() {
    return happens(new MasterEvent.CandidacyJoined());
  }

  List<MasterAction> leads() {
    return happens(new MasterEvent.CandidacyLeads(OptionalLong.of(EPOCH), ZNODE));
  }

  /** What a leader before this one left in the registry, and when that was made. */
  Scene inherits(Instant registryMade, RegistryOperation... operations) {
    made = Optional.of(registryMade);
    registry.recover(new RegistryWriter("json.info_0000000001", 1, "master-z"));
    news.clear();
    for (RegistryOperation operation : operations) {
      registry.submit(0, operation);
      if (news.remove()
          instanceof RegistryNews.Done(long number, RegistryOutcome.Written(RegistryEntry entry))) {
        before.put(entry.id(), entry);
      } else {
        throw new AssertionError(operation);
      }
    }
    return this;
  }

  static RegistryOperation.Admit admit(String id, int host) {
    return new RegistryOperation.Admit(
        info("slave-" + host).toBuilder().setId(SlaveID.newBuilder().setValue(id)).build());
  }

  /** From now on the registry's news waits in {@link #news}. */
  void holdNews() {
    holding = true;
  }

  /** Tells what the registry has to say, and goes on telling it at once. */
  List<MasterAction> releaseNews() {
    holding = false;
    return told();
  }

  static MasterInfo master(String id, String ip) {
    try {
      return MasterInfo.of(
          id, (Inet4Address) InetAddress.getByName(ip), 5050, id + ".example", "1.11.0", List.of());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static Upid pid(int host) {
    return new Upid("slave(1)", "10.0.1." + host, 5051);
  }

  static SlaveInfo info(String hostname) {
    return SlaveInfo.newBuilder()
        .setHostname(hostname)
        .setPort(5051)
        .addResources(
            Resource.newBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(2)))
        .build();
  }

  /** What follows from an event, with what the registry makes of it. */
  List<MasterAction> happens(MasterEvent event) {
    List<MasterAction> actions = new ArrayList<>(done(core.handle(now, event)));
    if (!holding) {
      actions.addAll(told());
    }
    return actions;
  }

  private List<MasterAction> told() {
    List<MasterAction> actions = new ArrayList<>();
    for (RegistryNews next = news.poll(); next != null; next = news.poll()) {
      actions.addAll(done(core.handle(now, new MasterEvent.Registry(next))));
    }
    return actions;
  }

  private List<MasterAction> done(List<MasterAction> actions) {
    for (MasterAction action : actions) {
      switch (action) {
        case MasterAction.Recover recover -> {
          registry.recover(recover.self());
          news.clear();
          news.add(new RegistryNews.Recovered(List.copyOf(before.values()), List.of(), made));
        }
        case MasterAction.Write(long number, RegistryOperation operation) ->
            registry.submit(number, operation);
        default -> {}
      }
    }
    return actions;
  }

  List<MasterAction> detects(MasterInfo leader) {
    return happens(new MasterEvent.LeaderDetected(leader, OptionalLong.of(EPOCH)));
  }

  List<MasterAction> detectsNobody() {
    return happens(new MasterEvent.NoLeaderDetected("test"));
  }

  List<MasterAction> hears(Upid from, Message message) {
    return happens(new MasterEvent.Received(from, "master", OptionalLong.empty(), message));
  }

  List<MasterAction> registers(int host) {
    return hears(
        pid(host),
        RegisterSlaveMessage.newBuilder()
            .setSlave(info("slave-" + host))
            .setVersion("1.11.0")
            .build());
  }

  List<MasterAction> reregisters(String id, int host) {
    return reregisters(id, pid(host), "slave-" + host);
  }

  List<MasterAction> reregisters(String id, Upid from, String hostname) {
    SlaveInfo.Builder info = info(hostname).toBuilder();
    if (!id.isEmpty()) {
      info.setId(SlaveID.newBuilder().setValue(id));
    }
    return hears(
        from, ReregisterSlaveMessage.newBuilder().setSlave(info).setVersion("1.11.0").build());
  }

  List<MasterAction> pongs(Upid from, String observer) {
    return happens(
        new MasterEvent.Received(
            from, observer, OptionalLong.empty(), PongSlaveMessage.getDefaultInstance()));
  }

  /** Lets a number of ping timeouts pass, with no answer. */
  List<MasterAction> pingsDue(long observer, int times) {
    List<MasterAction> actions = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      actions.addAll(happens(new MasterEvent.TimerFired(new MasterTimer.Ping(observer))));
    }
    return actions;
  }

  List<SlaveRecord> slaves() {
    return core.view().slaves();
  }

  SlaveRecord slave() {
    List<SlaveRecord> slaves = slaves();
    if (slaves.size() != 1) {
      throw new AssertionError("not one slave: " + slaves);
    }
    return slaves.getFirst();
  }

  static <T extends Message> List<T> sent(List<MasterAction> actions, Class<T> type) {
    return actions.stream()
        .filter(MasterAction.Send.class::isInstance)
        .map(action -> ((MasterAction.Send) action).message())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static <T extends MasterAction> List<T> only(List<MasterAction> actions, Class<T> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
