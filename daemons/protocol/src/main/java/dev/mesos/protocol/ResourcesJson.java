package dev.mesos.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.Value;

/** Resources as the endpoints show them: summed up by name, or one by one. */
public final class ResourcesJson {

  /** The scalars that are always shown, in Mesos's order. */
  private static final List<String> ALWAYS = List.of("disk", "mem", "gpus", "cpus");

  private static final String ANY_ROLE = "*";

  private ResourcesJson() {}

  /** No resources: {@code {"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":0.0}}. */
  public static ObjectNode none() {
    return sum(List.of());
  }

  /** Resources summed up by name. */
  public static ObjectNode sum(List<Resource> resources) {
    Map<String, Double> scalars = new TreeMap<>();
    Map<String, String> others = new TreeMap<>();
    for (Resource resource : resources) {
      if (resource.hasScalar()) {
        scalars.merge(resource.getName(), resource.getScalar().getValue(), Double::sum);
      } else {
        others.merge(resource.getName(), text(resource), ResourcesJson::join);
      }
    }
    ObjectNode json = MesosJson.object();
    for (String name : ALWAYS) {
      Double amount = scalars.remove(name);
      json.set(name, MesosJson.number(amount == null ? 0 : amount));
    }
    scalars.forEach((name, amount) -> json.set(name, MesosJson.number(amount)));
    others.forEach(json::put);
    return json;
  }

  /** Resources that are reserved, summed up for each role. */
  public static ObjectNode reserved(List<Resource> resources) {
    ObjectNode json = MesosJson.object();
    byRole(resources).forEach((role, those) -> json.set(role, sum(those)));
    return json;
  }

  /** Resources that are reserved, one by one for each role. */
  public static ObjectNode reservedInFull(List<Resource> resources) {
    ObjectNode json = MesosJson.object();
    byRole(resources).forEach((role, those) -> json.set(role, full(those)));
    return json;
  }

  /** Resources that are for all. */
  public static List<Resource> unreserved(List<Resource> resources) {
    return resources.stream().filter(r -> role(r).equals(ANY_ROLE)).toList();
  }

  /** Resources one by one. */
  public static ArrayNode full(List<Resource> resources) {
    ArrayNode json = MesosJson.array();
    for (Resource resource : resources) {
      ObjectNode one = ProtoJson.of(resource);
      one.put("role", role(resource));
      json.add(one);
    }
    return json;
  }

  public static String ranges(Value.Ranges ranges) {
    return ranges.getRangeList().stream()
        .map(range -> range.getBegin() + "-" + range.getEnd())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(Resource resource) {
    return resource.hasRanges()
        ? ranges(resource.getRanges())
        : "{" + String.join(", ", resource.getSet().getItemList()) + "}";
  }

  private static String join(String a, String b) {
    return a.substring(0, a.length() - 1) + ", " + b.substring(1);
  }

  private static SortedMap<String, List<Resource>> byRole(List<Resource> resources) {
    return resources.stream()
        .filter(r -> !role(r).equals(ANY_ROLE))
        .collect(Collectors.groupingBy(ResourcesJson::role, TreeMap::new, Collectors.toList()));
  }

  /** Newer slaves give a list of reservations, of which the last one counts; older ones a role. */
  @SuppressWarnings("deprecation")
  private static String role(Resource resource) {
    int reservations = resource.getReservationsCount();
    return reservations > 0
        ? resource.getReservations(reservations - 1).getRole()
        : resource.getRole();
  }
}
