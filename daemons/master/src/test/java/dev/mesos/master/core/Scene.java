package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.Upid;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;

/** A core with hand-made events, and words to say what happens to it. */
final class Scene {

  static final long EPOCH = 4294967301L;
  static final MasterInfo SELF = master("master-a", "10.0.0.1");
  static final MasterInfo OTHER = master("master-b", "10.0.0.2");

  final MasterMetrics metrics = new MasterMetrics();
  final MasterCore core;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  Scene(boolean exitWhenLeaderless) {
    core =
        new MasterCore(
            new MasterRules(exitWhenLeaderless, Duration.ofSeconds(15), 5, Duration.ofMinutes(10)),
            SELF,
            metrics);
  }

  static Scene leading() {
    Scene scene = new Scene(true);
    scene.happens(new MasterEvent.CandidacyLeads(OptionalLong.of(EPOCH)));
    return scene;
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

  List<MasterAction> happens(MasterEvent event) {
    return core.handle(now, event);
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
