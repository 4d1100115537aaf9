package dev.mesos.slave;

import java.util.List;
import java.util.stream.Stream;
import org.apache.mesos.Protos.SlaveInfo.Capability;

/**
 * What masters may expect of a slave: all that Mesos 1.11's agents claim, since masters want it of
 * them.
 */
public final class SlaveCapabilities {

  /** In the order in which agents send them. */
  public static final List<Capability> ALL =
      Stream.of(
              Capability.Type.MULTI_ROLE,
              Capability.Type.HIERARCHICAL_ROLE,
              Capability.Type.RESERVATION_REFINEMENT,
              Capability.Type.RESOURCE_PROVIDER,
              Capability.Type.RESIZE_VOLUME,
              Capability.Type.AGENT_OPERATION_FEEDBACK,
              Capability.Type.AGENT_DRAINING,
              Capability.Type.TASK_RESOURCE_LIMITS)
          .map(type -> Capability.newBuilder().setType(type).build())
          .toList();

  private SlaveCapabilities() {}
}
