package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.live.RejectedException;
import dev.mesos.operator.model.Names;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link LiveObjects} by the SDK's informers and its client. */
final class JosdkLiveObjects implements LiveObjects {
  private static final int UNPROCESSABLE = 422;
  private static final Set<Integer> FINAL =
      Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

  private final String namespace;
  private final Context<MesosCluster> context;

  JosdkLiveObjects(MesosCluster resource, Context<MesosCluster> context) {
    this.namespace = resource.getMetadata().getNamespace();
    this.context = context;
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return informer(type).get(new ResourceID(name, namespace));
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return context.getSecondaryResourcesAsStream(type).toList();
  }

  @Override
  public Optional<Secret> readSecret(String name) {
    return Optional.ofNullable(
        context.getClient().secrets().inNamespace(namespace).withName(name).get());
  }

  @Override
  public List<MesosCluster> clusters() {
    return context.getPrimaryCache().list().toList();
  }

  @Override
  public boolean matches(HasMetadata actual, HasMetadata desired) {
    return SSABasedGenericKubernetesResourceMatcher.<HasMetadata>getInstance()
        .matches(actual, desired, context);
  }

  @Override
  public void apply(HasMetadata desired, @Nullable HasMetadata actual) {
    HasMetadata written;
    try {
      written =
          context
              .getClient()
              .resource(desired)
              .fieldManager(Names.FIELD_MANAGER)
              .forceConflicts()
              .serverSideApply();
    } catch (KubernetesClientException e) {
      if (FINAL.contains(e.getCode())) {
        throw new RejectedException(reason(e), e);
      }
      throw e;
    }
    remember(written, actual);
  }

  private static String reason(KubernetesClientException e) {
    String said = e.getStatus() == null ? null : e.getStatus().getMessage();
    return said == null ? String.valueOf(e.getMessage()) : said;
  }

  @Override
  public void delete(HasMetadata actual) {
    var unused =
        context
            .getClient()
            .resource(actual)
            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
            .delete();
  }

  /** The uid makes the API server refuse if the pod has been replaced meanwhile. */
  @Override
  public void label(Pod pod, String key, @Nullable String value) {
    Map<String, Object> metadata =
        Map.of("uid", pod.getMetadata().getUid(), "labels", Collections.singletonMap(key, value));
    String patch =
        context.getClient().getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    try {
      Pod written =
          context
              .getClient()
              .pods()
              .inNamespace(namespace)
              .withName(pod.getMetadata().getName())
              .patch(
                  new PatchContext.Builder()
                      .withPatchType(PatchType.JSON_MERGE)
                      .withFieldManager(Names.FIELD_MANAGER)
                      .build(),
                  patch);
      remember(written, pod);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  @Override
  public void writeStatus(MesosCluster resource, MesosClusterStatus status) {
    MesosCluster fresh = new MesosCluster();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(namespace)
            .build());
    fresh.setSpec(null);
    fresh.setStatus(status);
    MesosCluster written =
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
    resource.getMetadata().setResourceVersion(written.getMetadata().getResourceVersion());
  }

  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> void remember(T written, @Nullable HasMetadata before) {
    InformerEventSource<T, MesosCluster> informer = informer((Class<T>) written.getClass());
    ResourceID id = ResourceID.fromResource(written);
    if (before == null) {
      informer.handleRecentResourceCreate(id, written);
    } else {
      informer.handleRecentResourceUpdate(id, written, (T) before);
    }
  }

  private <T extends HasMetadata> InformerEventSource<T, MesosCluster> informer(Class<T> type) {
    return (InformerEventSource<T, MesosCluster>)
        context.eventSourceRetriever().<T>getEventSourceFor(type);
  }
}
