package dev.mesos.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A highly available Mesos cluster: a ZooKeeper ensemble, masters that elect their leader in it,
 * and slaves.
 *
 * <p>A bean as the Kubernetes client needs it: everything may be null, nothing is checked here. The
 * API server fills in the defaults and refuses bad values by the CRD that is generated from these
 * types ({@code crds/mesosclusters.mesos.dev-v1.yml}). Not thread-safe.
 */
@Group("mesos.dev")
@Version("v1")
@Plural("mesosclusters")
@Singular("mesoscluster")
@ShortNames("mc")
@Categories("mesos")
@AdditionalPrinterColumn(
    name = "Masters",
    jsonPath = ".status.masters.display",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Slaves",
    jsonPath = ".status.slaves.display",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Leader",
    jsonPath = ".status.leader.pod",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Epoch",
    jsonPath = ".status.leader.epoch",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "ZooKeeper",
    jsonPath = ".status.zookeeper.display",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Failovers",
    jsonPath = ".status.failovers",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Path",
    jsonPath = ".status.zookeeper.path",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$')",
    message =
        "metadata.name: write at most 40 lower case letters, digits and -, beginning with a letter; the names of Services and pods are made from it")
public class MesosCluster extends CustomResource<MesosClusterSpec, MesosClusterStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;
}
