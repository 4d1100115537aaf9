package dev.mesos.local.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.GroupResource;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object. The trees are shared: never change them.
 *
 * @param revision the store's revision after the change
 * @param before null if the object was created
 * @param object the object as it is now, or as it was last if it is deleted
 */
public record Change(
    long revision,
    GroupResource resource,
    @Nullable ObjectNode before,
    ObjectNode object,
    boolean deleted) {}
