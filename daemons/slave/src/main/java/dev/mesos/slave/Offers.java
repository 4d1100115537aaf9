package dev.mesos.slave;

import dev.mesos.flags.Attribute;
import dev.mesos.flags.ResourceSpec;
import dev.mesos.flags.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos;
import org.apache.mesos.Protos.Resource;

/** Resources and attributes as flags give them, in the form in which slaves send them. */
final class Offers {

  private static final long MEGABYTE = 1 << 20;
  private static final long GIGABYTE = 1 << 30;

  private Offers() {}

  /**
   * The resources given and, as in Mesos, those found out of cpus, mem, disk and ports that are
   * not: all processors, memory less 1 GB, disk less 5 GB (half of what is small), ports 31000 to
   * 32000.
   */
  static List<Resource> complete(List<ResourceSpec> given, Machine machine) {
    List<Resource> resources = new ArrayList<>();
    addOr(given, "cpus", machine.cpus(), resources);
    addOr(given, "mem", megabytes(machine.memBytes(), GIGABYTE), resources);
    addOr(given, "disk", megabytes(machine.diskBytes(), 5 * GIGABYTE), resources);
    if (!named(given, "ports")) {
      Value ports = new Value.Ranges(List.of(new Value.Range(31000, 32000)));
      resources.add(resource(new ResourceSpec("ports", ResourceSpec.ANY_ROLE, ports)));
    }
    for (ResourceSpec other : given) {
      if (!List.of("cpus", "mem", "disk").contains(other.name())) {
        resources.add(resource(other));
      }
    }
    return List.copyOf(resources);
  }

  private static void addOr(
      List<ResourceSpec> given, String name, double found, List<Resource> resources) {
    if (named(given, name)) {
      given.stream()
          .filter(spec -> spec.name().equals(name))
          .map(Offers::resource)
          .forEach(resources::add);
    } else {
      resources.add(
          resource(new ResourceSpec(name, ResourceSpec.ANY_ROLE, new Value.Scalar(found))));
    }
  }

  private static boolean named(List<ResourceSpec> given, String name) {
    return given.stream().anyMatch(spec -> spec.name().equals(name));
  }

  private static double megabytes(long bytes, long spare) {
    long offered = bytes >= 2 * spare ? bytes - spare : bytes / 2;
    return (double) (offered / MEGABYTE);
  }

  /** In the older form with a role, which masters of all versions read. */
  @SuppressWarnings("deprecation")
  private static Resource resource(ResourceSpec spec) {
    Resource.Builder resource = Resource.newBuilder().setName(spec.name()).setRole(spec.role());
    return switch (spec.value()) {
      case Value.Scalar scalar ->
          resource.setType(Protos.Value.Type.SCALAR).setScalar(scalar(scalar)).build();
      case Value.Ranges ranges ->
          resource.setType(Protos.Value.Type.RANGES).setRanges(ranges(ranges)).build();
      case Value.Items items ->
          resource
              .setType(Protos.Value.Type.SET)
              .setSet(Protos.Value.Set.newBuilder().addAllItem(items.items()))
              .build();
      case Value.Text text ->
          throw new IllegalArgumentException(
              "resource '" + spec.name() + "': write a number, ranges or a set");
    };
  }

  static List<Protos.Attribute> attributes(List<Attribute> given) {
    return given.stream().map(Offers::attribute).toList();
  }

  private static Protos.Attribute attribute(Attribute given) {
    Protos.Attribute.Builder attribute = Protos.Attribute.newBuilder().setName(given.name());
    return switch (given.value()) {
      case Value.Scalar scalar ->
          attribute.setType(Protos.Value.Type.SCALAR).setScalar(scalar(scalar)).build();
      case Value.Ranges ranges ->
          attribute.setType(Protos.Value.Type.RANGES).setRanges(ranges(ranges)).build();
      case Value.Text text ->
          attribute
              .setType(Protos.Value.Type.TEXT)
              .setText(Protos.Value.Text.newBuilder().setValue(text.value()))
              .build();
      case Value.Items items ->
          throw new IllegalArgumentException(
              "attribute '" + given.name() + "': write a number, ranges or text");
    };
  }

  private static Protos.Value.Scalar scalar(Value.Scalar scalar) {
    return Protos.Value.Scalar.newBuilder().setValue(scalar.value()).build();
  }

  private static Protos.Value.Ranges ranges(Value.Ranges given) {
    Protos.Value.Ranges.Builder ranges = Protos.Value.Ranges.newBuilder();
    given
        .ranges()
        .forEach(range -> ranges.addRangeBuilder().setBegin(range.begin()).setEnd(range.end()));
    return ranges.build();
  }
}
