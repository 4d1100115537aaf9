package dev.mesos.operator.dereference;

import dev.mesos.coordination.Credentials;
import dev.mesos.crds.Access;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.External;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads everything that a reconciliation has to know from Kubernetes. */
public final class Dereferencer {
  private static final String GENERATED_USER = "mesos";
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String SUPER_PASSWORD = "super-password";

  private final Supplier<String> passwords;
  private final EndedMasters ended;

  /**
   * @param passwords makes a new password; asked once in the life of a cluster
   * @param ended remembers what pods tell of their masters' ends
   */
  public Dereferencer(Supplier<String> passwords, EndedMasters ended) {
    this.passwords = passwords;
    this.ended = ended;
  }

  /** What runs. */
  public Observed observe(ClusterId id, LiveObjects live) {
    List<Pod> pods = live.all(Pod.class);
    pods.forEach(ended::note);
    return new Observed(
        replicas(id, Component.ZOOKEEPER, live),
        replicas(id, Component.MASTER, live),
        replicas(id, Component.SLAVE, live),
        pods.stream().map(MasterPod::of).sorted(Comparator.comparing(MasterPod::name)).toList(),
        ended.of(id));
  }

  private static Replicas replicas(ClusterId id, Component component, LiveObjects live) {
    return live.find(StatefulSet.class, Names.of(id, component))
        .map(Replicas::of)
        .orElse(Replicas.NONE);
  }

  /** By what the cluster authenticates: the user's, or ours, or what is made now. */
  public Secrets secrets(ValidatedCluster cluster, LiveObjects live) {
    String superPassword = superPassword(cluster, live);
    if (cluster.zookeeper() instanceof External external
        && external.credentialsSecret().isPresent()) {
      return theirs(external.credentialsSecret().get(), superPassword, live);
    }
    if (cluster.access() == Access.Open) {
      return new Secrets.Resolved(Optional.empty(), superPassword);
    }
    Credentials ours =
        stored(Names.access(cluster.id()), live)
            .flatMap(Dereferencer::credentials)
            .orElseGet(() -> new Credentials(GENERATED_USER, passwords.get()));
    return new Secrets.Resolved(Optional.of(ours), superPassword);
  }

  private String superPassword(ValidatedCluster cluster, LiveObjects live) {
    return cluster.zookeeper() instanceof External
        ? ""
        : stored(Names.superUser(cluster.id()), live)
            .flatMap(secret -> value(secret, SUPER_PASSWORD))
            .orElseGet(passwords);
  }

  private static Secrets theirs(String name, String superPassword, LiveObjects live) {
    Optional<Secret> secret = live.readSecret(name);
    if (secret.isEmpty()) {
      return new Secrets.Missing(
          "Secret " + name + " does not exist; create it with the keys username and password");
    }
    return secret
        .flatMap(Dereferencer::credentials)
        .<Secrets>map(c -> new Secrets.Resolved(Optional.of(c), superPassword))
        .orElseGet(() ->
            new Secrets.Missing(
                "Secret " + name + " lacks the key username or password, or it is empty"));
  }

  /**
   * What the cache does not have may still exist, without our labels: making a new password over it
   * would lock the cluster out of its znode.
   */
  private static Optional<Secret> stored(String name, LiveObjects live) {
    return live.find(Secret.class, name).or(() -> live.readSecret(name));
  }

  private static Optional<Credentials> credentials(Secret secret) {
    return value(secret, USERNAME)
        .flatMap(user -> value(secret, PASSWORD).map(pass -> new Credentials(user, pass)));
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(key))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }
}
