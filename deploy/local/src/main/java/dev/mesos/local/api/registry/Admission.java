package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kind demands of its objects, and what it adds to them. */
public interface Admission {
  /**
   * Drops or refuses what the kind does not know, as the options say. Called with what the client
   * sent.
   */
  void decode(ResourceType type, ObjectNode object, WriteOptions options);

  /** Fills in defaults: whoever writes the object owns them. */
  void complete(ResourceType type, ObjectNode object, @Nullable ObjectNode old);

  /** Fills in what only the server can know, like addresses: nobody owns it. */
  void assign(ResourceType type, ObjectNode object, @Nullable ObjectNode old);

  /** All that is wrong with the object, in the order of its fields. */
  List<Cause> validate(
      ResourceType type, ObjectNode object, @Nullable ObjectNode old, String subresource);
}
