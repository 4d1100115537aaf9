package dev.mesos.flags;

/**
 * A resource that a slave offers: a scalar, ranges or a set.
 *
 * @param role the role that it is reserved for, {@code *} when for all
 */
public record ResourceSpec(String name, String role, Value value) {

  /** The role of resources that are reserved for nobody. */
  public static final String ANY_ROLE = "*";

  @Override
  public String toString() {
    return (role.equals(ANY_ROLE) ? name : name + "(" + role + ")") + ":" + value;
  }
}
