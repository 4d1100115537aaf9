package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameTableTest {

  @Test
  void namesReadyEndpointsAndTheirPods() {
    EndpointSlice slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName("s-local")
            .withNamespace("ns")
            .addToLabels("kubernetes.io/service-name", "s")
            .endMetadata()
            .addNewEndpoint()
            .withAddresses("127.64.0.2")
            .withHostname("p-1")
            .withNewConditions()
            .withReady(true)
            .endConditions()
            .endEndpoint()
            .addNewEndpoint()
            .withAddresses("127.64.0.3")
            .withHostname("p-2")
            .withNewConditions()
            .withReady(false)
            .endConditions()
            .endEndpoint()
            .build();

    NameTable names = NameTable.of(List.of(slice));

    assertThat(names.render("ns"))
        .isEqualTo(
            """
            127.64.0.2 p-1.s.ns.svc.cluster.local p-1.s.ns.svc p-1.s.ns p-1.s
            127.64.0.2 s.ns.svc.cluster.local s.ns.svc s.ns s
            """);
    assertThat(names.render("other"))
        .isEqualTo(
            """
            127.64.0.2 p-1.s.ns.svc.cluster.local p-1.s.ns.svc p-1.s.ns
            127.64.0.2 s.ns.svc.cluster.local s.ns.svc s.ns
            """);
  }
}
