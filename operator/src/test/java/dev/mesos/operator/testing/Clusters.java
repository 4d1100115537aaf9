package dev.mesos.operator.testing;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.validate.Images;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.Validation;
import dev.mesos.operator.validate.Validator;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Resources for tests. */
public final class Clusters {
  public static final Validator VALIDATOR =
      new Validator(new Images("mesos-zookeeper:dev", "mesos-master:dev", "mesos-slave:dev"));

  private Clusters() {}

  /** A resource {@code ns/demo} with the given spec, as YAML. */
  public static MesosCluster resource(String spec) {
    return resource("demo", "2026-01-01T00:00:00Z", spec);
  }

  public static MesosCluster resource(String name, String created, String spec) {
    return parse(
        """
        apiVersion: mesos.dev/v1
        kind: MesosCluster
        metadata:
          name: %s
          namespace: ns
          uid: uid-%s
          generation: 1
          resourceVersion: "1"
          creationTimestamp: "%s"
        spec: %s
        """
            .formatted(name, name, created, spec));
  }

  public static MesosCluster parse(String yaml) {
    return Serialization.unmarshal(yaml, MesosCluster.class);
  }

  public static ValidatedCluster valid(MesosCluster resource) {
    return switch (VALIDATOR.validate(resource)) {
      case Validation.Valid valid -> valid.cluster();
      case Validation.Refused refused -> throw new AssertionError(refused);
    };
  }

  public static ValidatedCluster valid(String spec) {
    return valid(resource(spec));
  }
}
