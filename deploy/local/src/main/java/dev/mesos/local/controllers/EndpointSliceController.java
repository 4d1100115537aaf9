package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one EndpointSlice for each Service with a selector. */
final class EndpointSliceController implements Controller.Reconciler {

  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String HEADLESS = "service.kubernetes.io/headless";

  private final KubernetesClient client;

  EndpointSliceController(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(Controller.Key key) {
    Service service = client.services().inNamespace(key.namespace()).withName(key.name()).get();
    if (service == null
        || Pods.terminating(service)
        || service.getSpec().getSelector() == null
        || service.getSpec().getSelector().isEmpty()) {
      return;
    }
    List<Pod> pods =
        client
            .pods()
            .inNamespace(key.namespace())
            .withLabels(service.getSpec().getSelector())
            .list()
            .getItems();
    EndpointSlice wanted = slice(service, pods);
    Resource<EndpointSlice> resource =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(key.namespace())
            .withName(wanted.getMetadata().getName());
    EndpointSlice found = resource.get();
    if (found == null) {
      client.discovery().v1().endpointSlices().resource(wanted).create();
    } else if (!same(found, wanted)) {
      wanted.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
      client.discovery().v1().endpointSlices().resource(wanted).update();
    }
  }

  private static boolean same(EndpointSlice found, EndpointSlice wanted) {
    return wanted.getEndpoints().equals(found.getEndpoints())
        && wanted.getPorts().equals(found.getPorts())
        && wanted.getMetadata().getLabels().equals(found.getMetadata().getLabels());
  }

  /** The slice as it should be. Pure. */
  static EndpointSlice slice(Service service, List<Pod> pods) {
    List<Endpoint> endpoints = new ArrayList<>();
    pods.stream()
        .filter(EndpointSliceController::hasAddress)
        .filter(pod -> !Pods.finished(pod))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .forEach(pod -> endpoints.add(endpoint(service, pod)));
    Map<String, String> labels = new LinkedHashMap<>();
    if (service.getMetadata().getLabels() != null) {
      labels.putAll(service.getMetadata().getLabels());
    }
    labels.put(SERVICE_NAME, service.getMetadata().getName());
    labels.put(MANAGED_BY, "endpointslice-controller.k8s.io");
    if ("None".equals(service.getSpec().getClusterIP())) {
      labels.put(HEADLESS, "");
    }
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName() + "-local")
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(labels)
        .withOwnerReferences(Pods.controllerReference(service))
        .endMetadata()
        .withAddressType("IPv4")
        .withEndpoints(endpoints)
        .withPorts(ports(service, pods))
        .build();
  }

  private static boolean hasAddress(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && !pod.getStatus().getPodIP().isEmpty();
  }

  private static Endpoint endpoint(Service service, Pod pod) {
    boolean published = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    boolean terminating = Pods.terminating(pod);
    boolean serving = Pods.ready(pod);
    EndpointBuilder builder =
        new EndpointBuilder()
            .withAddresses(pod.getStatus().getPodIP())
            .withNewConditions()
            .withReady(published || (serving && !terminating))
            .withServing(serving || published)
            .withTerminating(terminating)
            .endConditions()
            .withNodeName(pod.getSpec().getNodeName())
            .withTargetRef(
                new ObjectReferenceBuilder()
                    .withKind("Pod")
                    .withName(pod.getMetadata().getName())
                    .withNamespace(pod.getMetadata().getNamespace())
                    .withUid(pod.getMetadata().getUid())
                    .build());
    if (service.getMetadata().getName().equals(pod.getSpec().getSubdomain())
        && pod.getSpec().getHostname() != null) {
      builder.withHostname(pod.getSpec().getHostname());
    }
    return builder.build();
  }

  private static List<EndpointPort> ports(Service service, List<Pod> pods) {
    List<EndpointPort> result = new ArrayList<>();
    List<ServicePort> ports =
        service.getSpec().getPorts() == null ? List.of() : service.getSpec().getPorts();
    for (ServicePort port : ports) {
      target(port, pods)
          .ifPresent(number ->
              result.add(
                  new EndpointPortBuilder()
                      .withName(port.getName() == null ? "" : port.getName())
                      .withPort(number)
                      .withProtocol(port.getProtocol() == null ? "TCP" : port.getProtocol())
                      .build()));
    }
    return result;
  }

  private static Optional<Integer> target(ServicePort port, List<Pod> pods) {
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return Optional.of(port.getPort());
    }
    if (target.getIntVal() != null) {
      return Optional.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
    }
    return pods.stream()
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .flatMap(c -> c.getPorts() == null ? null : c.getPorts().stream())
        .filter(p -> target.getStrVal().equals(p.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }
}
