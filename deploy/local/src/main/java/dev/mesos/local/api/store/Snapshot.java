package dev.mesos.local.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Objects in key order, and the revision at which they were all so. The trees are shared. */
public record Snapshot(long revision, List<ObjectNode> objects) {}
