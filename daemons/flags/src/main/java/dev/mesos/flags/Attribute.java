package dev.mesos.flags;

/** An attribute of a slave: a scalar, ranges or text. */
public record Attribute(String name, Value value) {
  @Override
  public String toString() {
    return name + ":" + value;
  }
}
