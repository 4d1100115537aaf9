package dev.mesos.local;

import dev.mesos.local.kubelet.LocalImage;
import dev.mesos.local.kubelet.LocalImages;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One embedded cluster for all tests, a namespace of its own for each. */
public final class SharedCluster
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace KEY =
      ExtensionContext.Namespace.create(SharedCluster.class);

  /** What a test works with. */
  public record Site(LocalCluster cluster, KubernetesClient client, String namespace) {}

  private record Running(LocalCluster cluster, KubernetesClient client)
      implements CloseableResource, AutoCloseable {
    @Override
    public void close() {
      client.close();
      cluster.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Running running = running(context);
    String namespace =
        context.getRequiredTestMethod().getName().toLowerCase(java.util.Locale.ROOT)
            + "-"
            + Integer.toHexString(context.getUniqueId().hashCode());
    running
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    context.getStore(KEY).put("namespace", namespace);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    KubernetesClient client = running(context).client();
    client.namespaces().withName(namespace(context)).delete();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Site.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running = running(context);
    return new Site(running.cluster(), running.client(), namespace(context));
  }

  private static String namespace(ExtensionContext context) {
    return context.getStore(KEY).get("namespace", String.class);
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(KEY)
        .getOrComputeIfAbsent("cluster", key -> start(), Running.class);
  }

  private static Running start() {
    try {
      Path folder = Files.createTempDirectory("local-test-");
      LocalImages images =
          LocalImages.none()
              .with("sh", new LocalImage.Program(List.of("/bin/sh", "-c")))
              .with("java", new LocalImage.Program(List.of("java")));
      LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(0, images, folder));
      return new Running(cluster, cluster.newClient());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
