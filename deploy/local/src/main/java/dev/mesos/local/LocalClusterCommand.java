package dev.mesos.local;

import dev.mesos.local.kubelet.LocalImage;
import dev.mesos.local.kubelet.LocalImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an embedded cluster until it is stopped. */
@Command(
    name = "local-cluster",
    mixinStandardHelpOptions = true,
    description = "Runs a small Kubernetes in one process until Ctrl-C.")
final class LocalClusterCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "The API's port on 127.0.0.1; 0, the default, takes a free one.")
  private int port;

  @Option(
      names = "--repository",
      description = "The folder of this project, built: adds the mesos-* images.")
  private @Nullable Path repository;

  @Option(
      names = "--image",
      description = "NAME=FOLDER: an image that runs FOLDER/app.jar. May be repeated.")
  private Map<String, Path> images = new LinkedHashMap<>();

  @Option(
      names = "--program",
      description = "NAME=PROGRAM: an image that runs a program of this machine. May be repeated.")
  private Map<String, String> programs = new LinkedHashMap<>();

  @Option(
      names = "--data",
      description =
          "The folder in which the data folder is made; default: one for temporary files.")
  private @Nullable Path parent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalImages known = repository == null ? LocalImages.none() : LocalImages.built(repository);
    for (Map.Entry<String, Path> image : images.entrySet()) {
      known = known.withApp(image.getKey(), image.getValue());
    }
    for (Map.Entry<String, String> program : programs.entrySet()) {
      List<String> entrypoint = List.of(program.getValue().split(" "));
      known = known.with(program.getKey(), new LocalImage.Program(entrypoint));
    }
    LocalClusterConfig config = LocalClusterConfig.of(known).withPort(port);
    if (parent != null) {
      config = new LocalClusterConfig(config.port(), config.images(), parent);
    }
    LocalCluster cluster = LocalCluster.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
    System.out.println("export KUBECONFIG=" + cluster.kubeconfig());
    System.out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
