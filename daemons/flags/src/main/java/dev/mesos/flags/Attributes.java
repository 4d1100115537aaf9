package dev.mesos.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Attributes of a slave, {@code rack:r1;zone:z}. */
public final class Attributes {

  private Attributes() {}

  /**
   * Parses attributes that are separated by semicolons or line ends; empty ones are skipped.
   *
   * @throws IllegalArgumentException when one has no name or no value, or is a set
   */
  public static List<Attribute> parse(String text) {
    List<Attribute> attributes = new ArrayList<>();
    for (String item : text.split("[;\n]", -1)) {
      if (!item.isBlank()) {
        attributes.add(parseOne(item.strip()));
      }
    }
    return List.copyOf(attributes);
  }

  private static Attribute parseOne(String item) {
    int colon = item.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("attribute '" + item + "': write NAME:VALUE");
    }
    Value value = Value.parse(item.substring(colon + 1));
    if (value instanceof Value.Items) {
      throw new IllegalArgumentException(
          "attribute '" + item + "': write a number, ranges or text, not a set");
    }
    return new Attribute(item.substring(0, colon).strip(), value);
  }

  /** The attributes in the form that {@link #parse} reads. */
  public static String print(List<Attribute> attributes) {
    return attributes.stream().map(Attribute::toString).collect(Collectors.joining(";"));
  }
}
