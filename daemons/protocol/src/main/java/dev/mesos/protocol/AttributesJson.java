package dev.mesos.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.mesos.Protos.Attribute;

/** Attributes of a slave as the endpoints show them: numbers as numbers, all else as text. */
public final class AttributesJson {

  private AttributesJson() {}

  /** The attributes by name. */
  public static ObjectNode of(List<Attribute> attributes) {
    ObjectNode json = MesosJson.object();
    for (Attribute attribute : attributes) {
      String name = attribute.getName();
      switch (attribute.getType()) {
        case SCALAR -> json.set(name, MesosJson.number(attribute.getScalar().getValue()));
        case RANGES -> json.put(name, ResourcesJson.ranges(attribute.getRanges()));
        case TEXT -> json.put(name, attribute.getText().getValue());
        case SET -> json.put(name, "{" + String.join(", ", attribute.getSet().getItemList()) + "}");
      }
    }
    return json;
  }
}
