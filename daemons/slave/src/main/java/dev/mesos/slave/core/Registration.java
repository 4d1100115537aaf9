package dev.mesos.slave.core;

import com.google.protobuf.ByteString;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import java.util.List;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.UUID;

/**
 * What a slave tells a master about itself.
 *
 * @param info without an id
 * @param version of Mesos, whose behaviour this slave has
 * @param resourceVersion 16 bytes, fresh for each start
 */
public record Registration(
    SlaveInfo info,
    String version,
    List<SlaveInfo.Capability> capabilities,
    ByteString resourceVersion) {

  public Registration {
    capabilities = List.copyOf(capabilities);
  }

  RegisterSlaveMessage register() {
    return RegisterSlaveMessage.newBuilder()
        .setSlave(info)
        .setVersion(version)
        .addAllAgentCapabilities(capabilities)
        .setResourceVersionUuid(uuid())
        .build();
  }

  ReregisterSlaveMessage reregister(String id) {
    return ReregisterSlaveMessage.newBuilder()
        .setSlave(info.toBuilder().setId(slaveId(id)))
        .setVersion(version)
        .addAllAgentCapabilities(capabilities)
        .setResourceVersionUuid(uuid())
        .build();
  }

  UpdateSlaveMessage update(String id) {
    return UpdateSlaveMessage.newBuilder()
        .setSlaveId(slaveId(id))
        .setUpdateOversubscribedResources(false)
        .setOperations(UpdateSlaveMessage.Operations.getDefaultInstance())
        .setResourceVersionUuid(uuid())
        .setResourceProviders(UpdateSlaveMessage.ResourceProviders.getDefaultInstance())
        .build();
  }

  static SlaveID slaveId(String id) {
    return SlaveID.newBuilder().setValue(id).build();
  }

  private UUID uuid() {
    return UUID.newBuilder().setValue(resourceVersion).build();
  }
}
