package dev.mesos.operator.validate;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * How the pods of a component run.
 *
 * @param requests canonical quantities
 * @param limits canonical quantities
 * @param heapMebibytes the JVM's heap, so that it fits the memory limit
 * @param overlay the user's pod template, laid over the generated one
 */
public record PodSettings(
    String image,
    Map<String, Quantity> requests,
    Map<String, Quantity> limits,
    int heapMebibytes,
    Optional<PodTemplateSpec> overlay) {}
