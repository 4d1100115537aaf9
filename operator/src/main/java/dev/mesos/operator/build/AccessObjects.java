package dev.mesos.operator.build;

import dev.mesos.coordination.Credentials;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.DeletionPolicy;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tells the daemons where ZooKeeper is and who they are to it. */
final class AccessObjects {
  /** The key under which URL and file name of the mounted volume stand. */
  static final String URL = "url";

  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String SUPER_PASSWORD = "super-password";

  private AccessObjects() {}

  /** For everybody who only looks: slaves, frameworks. */
  static ConfigMap configMap(ValidatedCluster cluster) {
    return new ConfigMapBuilder()
        .withMetadata(Meta.of(cluster.id(), Names.access(cluster.id())))
        .withData(Map.of(URL, cluster.url().reveal()))
        .build();
  }

  /** For the masters, who change the znode. */
  static Secret secret(ValidatedCluster cluster, Optional<Credentials> credentials) {
    Map<String, String> data = new TreeMap<>();
    ZooKeeperUrl url = credentials.map(cluster.url()::withCredentials).orElse(cluster.url());
    data.put(URL, base64(url.reveal()));
    credentials.ifPresent(c -> {
      data.put(USERNAME, base64(c.user()));
      data.put(PASSWORD, base64(c.password()));
    });
    return secret(cluster, Names.access(cluster.id()), data);
  }

  /** ZooKeeper's superuser, who may change any znode of a managed ensemble. */
  static Secret superUser(ValidatedCluster cluster, String password) {
    return secret(cluster, Names.superUser(cluster.id()), Map.of(SUPER_PASSWORD, base64(password)));
  }

  /** Credentials of a znode that is kept have to be kept with it, or nobody could use it again. */
  private static Secret secret(ValidatedCluster cluster, String name, Map<String, String> data) {
    ClusterId id = cluster.id();
    ObjectMeta meta =
        cluster.deletionPolicy() == DeletionPolicy.Retain ? Meta.kept(id, name) : Meta.of(id, name);
    return new SecretBuilder().withMetadata(meta).withType("Opaque").withData(data).build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
