package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container's environment as its spec says: {@code envFrom}, then {@code env}, in order. */
final class EnvironmentBuilder {

  private final ObjectSource objects;
  private final DownwardApi downward;

  EnvironmentBuilder(ObjectSource objects, DownwardApi downward) {
    this.objects = objects;
    this.downward = downward;
  }

  /**
   * Resolves all variables.
   *
   * @param base what is there already and can be referred to
   * @throws MissingReferenceException if something that is not optional is missing
   */
  Map<String, String> build(Pod pod, String podIp, Container container, Map<String, String> base) {
    Map<String, String> result = new LinkedHashMap<>(base);
    String namespace = pod.getMetadata().getNamespace();
    if (container.getEnvFrom() != null) {
      container.getEnvFrom().forEach(source -> addAll(namespace, source, result));
    }
    if (container.getEnv() != null) {
      for (EnvVar variable : container.getEnv()) {
        value(pod, podIp, container, variable, result)
            .ifPresent(value -> result.put(variable.getName(), value));
      }
    }
    return result;
  }

  private Optional<String> value(
      Pod pod, String podIp, Container container, EnvVar variable, Map<String, String> soFar) {
    EnvVarSource source = variable.getValueFrom();
    if (source == null) {
      return Optional.of(
          Expansion.expand(variable.getValue() == null ? "" : variable.getValue(), soFar));
    }
    String namespace = pod.getMetadata().getNamespace();
    if (source.getFieldRef() != null) {
      return Optional.of(downward.field(pod, podIp, source.getFieldRef()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(downward.resource(container, source.getResourceFieldRef()));
    }
    if (source.getSecretKeyRef() != null) {
      return secretKey(namespace, source.getSecretKeyRef());
    }
    if (source.getConfigMapKeyRef() != null) {
      return configMapKey(namespace, source.getConfigMapKeyRef());
    }
    throw new MissingReferenceException("valueFrom of " + variable.getName() + " is not supported");
  }

  private Optional<String> secretKey(String namespace, SecretKeySelector ref) {
    Optional<String> value =
        objects
            .secret(namespace, ref.getName())
            .map(Secret::getData)
            .map(data -> data.get(ref.getKey()))
            .map(EnvironmentBuilder::decoded);
    return required(value, ref.getOptional(), "secret", ref.getName(), ref.getKey());
  }

  private Optional<String> configMapKey(String namespace, ConfigMapKeySelector ref) {
    Optional<String> value =
        objects
            .configMap(namespace, ref.getName())
            .map(ConfigMap::getData)
            .map(data -> data.get(ref.getKey()));
    return required(value, ref.getOptional(), "configmap", ref.getName(), ref.getKey());
  }

  private void addAll(String namespace, EnvFromSource source, Map<String, String> result) {
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    if (source.getConfigMapRef() != null) {
      String name = source.getConfigMapRef().getName();
      Optional<ConfigMap> map = objects.configMap(namespace, name);
      requiredObject(map, source.getConfigMapRef().getOptional(), "configmap", name);
      map.map(ConfigMap::getData)
          .ifPresent(data -> data.forEach((key, value) -> result.put(prefix + key, value)));
    }
    if (source.getSecretRef() != null) {
      String name = source.getSecretRef().getName();
      Optional<Secret> secret = objects.secret(namespace, name);
      requiredObject(secret, source.getSecretRef().getOptional(), "secret", name);
      secret
          .map(Secret::getData)
          .ifPresent(
              data -> data.forEach((key, value) -> result.put(prefix + key, decoded(value))));
    }
  }

  private static Optional<String> required(
      Optional<String> value, @Nullable Boolean optional, String kind, String name, String key) {
    if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingReferenceException("couldn't find key " + key + " in " + kind + " " + name);
    }
    return value;
  }

  private static void requiredObject(
      Optional<?> object, @Nullable Boolean optional, String kind, String name) {
    if (object.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingReferenceException(kind + " \"" + name + "\" not found");
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
