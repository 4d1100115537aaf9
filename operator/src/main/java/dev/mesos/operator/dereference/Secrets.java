package dev.mesos.operator.dereference;

import dev.mesos.coordination.Credentials;
import java.util.Optional;

/** What a cluster authenticates with. */
public sealed interface Secrets {

  /**
   * Known.
   *
   * @param credentials of the znode; absent if it is open to everybody
   * @param superPassword of a managed ensemble's superuser; empty if the ensemble is external
   */
  record Resolved(Optional<Credentials> credentials, String superPassword) implements Secrets {
    @Override
    public String toString() {
      return "Resolved[***]";
    }
  }

  /** The user's Secret is not there, or not complete. */
  record Missing(String message) implements Secrets {}
}
