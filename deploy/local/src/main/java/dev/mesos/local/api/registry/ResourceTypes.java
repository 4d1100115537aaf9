package dev.mesos.local.api.registry;

import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every kind that is served now: the built-in ones and those of CustomResourceDefinitions. */
public final class ResourceTypes {
  private record Key(String group, String version, String plural) implements Comparable<Key> {
    @Override
    public int compareTo(Key o) {
      int byGroup = group.compareTo(o.group);
      int byVersion = byGroup != 0 ? byGroup : version.compareTo(o.version);
      return byVersion != 0 ? byVersion : plural.compareTo(o.plural);
    }
  }

  private final ConcurrentSkipListMap<Key, ResourceType> types = new ConcurrentSkipListMap<>();

  public ResourceTypes(Collection<ResourceType> builtIn) {
    builtIn.forEach(this::add);
  }

  public void add(ResourceType type) {
    types.put(new Key(type.group(), type.version(), type.plural()), type);
  }

  /** These are now the versions of the resource. */
  public void replace(GroupResource resource, Collection<ResourceType> versions) {
    versions.forEach(this::add);
    List<String> served = versions.stream().map(ResourceType::version).toList();
    types
        .keySet()
        .removeIf(key ->
            key.group().equals(resource.group())
                && key.plural().equals(resource.plural())
                && !served.contains(key.version()));
  }

  /** No version of this resource is served any more. */
  public void remove(GroupResource resource) {
    types
        .keySet()
        .removeIf(
            key -> key.group().equals(resource.group()) && key.plural().equals(resource.plural()));
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(types.get(new Key(group, version, plural)));
  }

  /** Any served version of a resource. */
  public Optional<ResourceType> find(GroupResource resource) {
    return types.values().stream().filter(type -> type.storage().equals(resource)).findFirst();
  }

  /** By what an object says of itself. */
  public Optional<ResourceType> findKind(String apiVersion, String kind) {
    return types.values().stream()
        .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
        .findFirst();
  }

  public List<ResourceType> all() {
    return List.copyOf(types.values());
  }

  /** The groups that are served besides the core group, in alphabetical order. */
  public List<String> groups() {
    return types.values().stream()
        .map(ResourceType::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .toList();
  }

  public List<String> versions(String group) {
    return types.values().stream()
        .filter(type -> type.group().equals(group))
        .map(ResourceType::version)
        .distinct()
        .toList();
  }

  public List<ResourceType> in(String group, String version) {
    return types.values().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .toList();
  }
}
