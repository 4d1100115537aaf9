package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for a pod's namespaces: its address, names, folders, and from them the environment
 * and command line of each container.
 */
final class PodSandbox {

  private final NodeServices node;
  private final Pod pod;
  private final PodFolders folders;
  private final String ip;
  private final Volumes volumes;
  private Map<String, Path> volumeFolders = Map.of();

  private PodSandbox(NodeServices node, Pod pod, PodFolders folders, String ip) {
    this.node = node;
    this.pod = pod;
    this.folders = folders;
    this.ip = ip;
    this.volumes = new Volumes(folders.volumes(), node.objects(), node.downward());
  }

  static PodSandbox create(NodeServices node, Pod pod) throws IOException {
    PodSandbox sandbox =
        new PodSandbox(node, pod, PodFolders.create(node.data(), pod), node.addresses().take());
    sandbox
        .node
        .hosts()
        .add(
            pod.getMetadata().getUid(),
            sandbox.folders.hosts(),
            pod.getMetadata().getNamespace(),
            sandbox.hostsHead());
    return sandbox;
  }

  String ip() {
    return ip;
  }

  PodFolders folders() {
    return folders;
  }

  /** Creates or refreshes the volumes from the pod as it is now. */
  void mount(Pod current) throws IOException {
    volumeFolders = volumes.prepare(current, ip);
  }

  /** How to start a container. */
  Processes.Launch launch(Pod current, Container container, LocalImage image, int instance)
      throws IOException {
    Prepared prepared = prepare(current, container, image, instance);
    return launch(container, prepared, prepared.commandLine().of(container), instance);
  }

  /** How to run another command in a container that runs. */
  Processes.Launch exec(
      Pod current, Container container, LocalImage image, List<String> command, int instance)
      throws IOException {
    Prepared prepared = prepare(current, container, image, instance);
    return launch(container, prepared, prepared.commandLine().given(command), instance);
  }

  /** Begins the marker of all processes of the pod, or of one container's instance. */
  String marker(@Nullable String container, int instance) {
    String podMarker = node.clusterId() + "/" + pod.getMetadata().getUid() + "/";
    return container == null ? podMarker : podMarker + container + "/" + instance + "/";
  }

  void delete() throws IOException {
    node.hosts().remove(pod.getMetadata().getUid());
    node.addresses().release(ip);
    folders.delete();
  }

  private record Prepared(
      CommandLine commandLine, Map<String, String> environment, MountPaths mounts) {}

  private Prepared prepare(Pod current, Container container, LocalImage image, int instance)
      throws IOException {
    MountPaths mounts =
        TerminationFile.mount(
            Volumes.mounts(container, volumeFolders),
            container,
            folders.termination(container.getName(), instance));
    Map<String, String> base = baseEnvironment();
    Map<String, String> own =
        new EnvironmentBuilder(node.objects(), node.downward()).build(current, ip, container, base);
    Map<String, String> environment = new LinkedHashMap<>();
    own.forEach((name, value) ->
        environment.put(name, value.equals(base.get(name)) ? value : mounts.substitute(value)));
    CommandLine commandLine = new CommandLine(image, javaFlags(mounts), mounts, own);
    return new Prepared(commandLine, environment, mounts);
  }

  private Processes.Launch launch(
      Container container, Prepared prepared, List<String> command, int instance)
      throws IOException {
    Path working = folders.working(container.getName());
    if (container.getWorkingDir() != null && !container.getWorkingDir().isEmpty()) {
      Path wanted = Path.of(prepared.mounts().substitute(container.getWorkingDir()));
      working = wanted.startsWith(node.data()) ? wanted : working;
    }
    return new Processes.Launch(
        command, prepared.environment(), working, marker(container.getName(), instance));
  }

  private Map<String, String> baseEnvironment() {
    Map<String, String> base = new LinkedHashMap<>();
    base.put(
        "PATH",
        Java.home().resolve("bin")
            + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    base.put("JAVA_HOME", Java.home().toString());
    base.put("HOME", folders.root().toString());
    base.put("LANG", "C.UTF-8");
    base.put("HOSTNAME", hostname());
    base.put("KUBECONFIG", node.kubeconfig().toString());
    base.put("BIND_ADDRESS", ip);
    // glibc would otherwise reserve an arena for each thread of each JVM
    base.put("MALLOC_ARENA_MAX", "2");
    return base;
  }

  private List<String> javaFlags(MountPaths mounts) {
    List<String> flags = new ArrayList<>();
    flags.add("-Djdk.net.hosts.file=" + folders.hosts());
    flags.add("-Djava.security.properties=" + node.data().resolve("dns.security"));
    // Netty's own resolver would ask the machine's name server, which knows no pods
    flags.add("-Dvertx.disableDnsResolver=true");
    mounts.folder("/tmp").ifPresent(tmp -> flags.add("-Djava.io.tmpdir=" + tmp));
    return flags;
  }

  private String hostname() {
    String hostname = pod.getSpec().getHostname();
    return hostname == null || hostname.isEmpty() ? pod.getMetadata().getName() : hostname;
  }

  private String hostsHead() {
    StringBuilder head = new StringBuilder("127.0.0.1 localhost%n".formatted());
    String namespace = pod.getMetadata().getNamespace();
    String subdomain = pod.getSpec().getSubdomain();
    if (subdomain != null && !subdomain.isEmpty()) {
      head.append(NameTable.line(ip, hostname() + "." + subdomain, namespace, namespace));
    }
    head.append(ip).append(' ').append(hostname());
    // a JVM looks its machine's name up now and then; in a pod that is the pod
    head.append(' ').append(machineName()).append(System.lineSeparator());
    return head.toString();
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "localhost.localdomain";
    }
  }
}
