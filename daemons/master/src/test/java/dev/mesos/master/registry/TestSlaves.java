package dev.mesos.master.registry;

import java.util.Locale;
import org.apache.mesos.Protos.Attribute;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;

/** TestSlaves for tests, as real ones describe themselves. */
final class TestSlaves {

  private static final String MASTER = "6a1b1d5e-93c1-4a0e-9a6b-0d9f0c3a7e51";

  private TestSlaves() {}

  static String id(int number) {
    return MASTER + "-S" + number;
  }

  static SlaveInfo info(int number) {
    return info(id(number), "host-" + number + ".example");
  }

  /** One that says no more than it has to. */
  static SlaveInfo brief(int number) {
    return SlaveInfo.newBuilder()
        .setId(SlaveID.newBuilder().setValue(id(number)))
        .setHostname("h" + number)
        .build();
  }

  static SlaveInfo info(String id, String hostname) {
    SlaveInfo.Builder slave =
        SlaveInfo.newBuilder()
            .setId(SlaveID.newBuilder().setValue(id))
            .setHostname(hostname)
            .setPort(5051)
            .setCheckpoint(true);
    for (String name : new String[] {"cpus", "mem", "disk"}) {
      slave.addResources(
          Resource.newBuilder()
              .setName(name)
              .setType(Value.Type.SCALAR)
              .setScalar(Value.Scalar.newBuilder().setValue(name.length() * 1024.0))
              .setRole("*"));
    }
    slave.addResources(
        Resource.newBuilder()
            .setName("ports")
            .setType(Value.Type.RANGES)
            .setRanges(
                Value.Ranges.newBuilder()
                    .addRange(Value.Range.newBuilder().setBegin(31000).setEnd(32000))));
    for (String name : new String[] {"rack", "zone", "kernel"}) {
      slave.addAttributes(
          Attribute.newBuilder()
              .setName(name)
              .setType(Value.Type.TEXT)
              .setText(Value.Text.newBuilder().setValue(name.toUpperCase(Locale.ROOT) + "-1")));
    }
    return slave.build();
  }
}
