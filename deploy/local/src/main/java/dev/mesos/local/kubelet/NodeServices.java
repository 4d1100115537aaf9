package dev.mesos.local.kubelet;

import dev.mesos.local.support.EventRecorder;
import dev.mesos.local.support.Threads;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/**
 * What all pods of the node share.
 *
 * @param clusterId begins the marker of every process of this cluster
 * @param data the cluster's data folder
 * @param kubeconfig what pods get as {@code KUBECONFIG}
 * @param backoff the state of a container that has not crashed yet
 */
record NodeServices(
    KubernetesClient client,
    LocalImages images,
    Processes processes,
    ObjectSource objects,
    DownwardApi downward,
    EventRecorder events,
    HostsFiles hosts,
    AddressRange addresses,
    Threads threads,
    String clusterId,
    Path data,
    Path kubeconfig,
    Backoff backoff) {}
