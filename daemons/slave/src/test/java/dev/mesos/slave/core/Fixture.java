package dev.mesos.slave.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;

/** Names and small builders of the tests of the core. */
final class Fixture {

  static final Upid MASTER_A = Upid.parse("master@10.0.0.1:5050");
  static final Upid MASTER_B = Upid.parse("master@10.0.0.2:5050");
  static final Upid OBSERVER_A = Upid.parse("slave-observer(3)@10.0.0.1:5050");
  static final Leader A = new Leader(MASTER_A, OptionalLong.of(11), "a");
  static final Leader B = new Leader(MASTER_B, OptionalLong.of(22), "b");
  static final Registration REGISTRATION =
      new Registration(
          SlaveInfo.newBuilder().setHostname("slave-0").setPort(5051).build(),
          "1.11.0",
          List.of(),
          ByteString.copyFromUtf8("0123456789abcdef"));

  private Fixture() {}

  static SlaveCore core(Optional<String> id, long seed) {
    return new SlaveCore(
        REGISTRATION,
        id,
        Duration.ofSeconds(1),
        SlaveCore.OnStop.PAUSE,
        new SplittableRandom(seed));
  }

  static Message registered(String id, double seconds) {
    SlaveRegisteredMessage.Builder message =
        SlaveRegisteredMessage.newBuilder().setSlaveId(slaveId(id));
    message.getConnectionBuilder().setTotalPingTimeoutSeconds(seconds);
    return message.build();
  }

  static Message reregistered(String id) {
    return SlaveReregisteredMessage.newBuilder().setSlaveId(slaveId(id)).build();
  }

  static Message ping(boolean connected) {
    return PingSlaveMessage.newBuilder().setConnected(connected).build();
  }

  static Message shutdown() {
    return ShutdownMessage.newBuilder().setMessage("gone").build();
  }

  static Message drain() {
    return DrainSlaveMessage.newBuilder().setConfig(DrainConfig.newBuilder()).build();
  }

  static SlaveEvent received(Upid from, Message message) {
    return new SlaveEvent.Received(from, OptionalLong.empty(), message);
  }

  static SlaveEvent received(Upid from, long epoch, Message message) {
    return new SlaveEvent.Received(from, OptionalLong.of(epoch), message);
  }

  private static SlaveID slaveId(String id) {
    return SlaveID.newBuilder().setValue(id).build();
  }
}
