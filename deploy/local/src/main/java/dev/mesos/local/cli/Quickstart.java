package dev.mesos.local.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make quickstart}: a cluster, its leader killed, the next one shown. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description =
        "Applies deploy/samples/demo.yaml, shows the elected leader, kills it and shows the next.")
public final class Quickstart implements Callable<Integer> {

  @Option(names = "--once", description = "End after the demo; the exit code tells if it worked.")
  private boolean once;

  @Option(
      names = "--context",
      description =
          "Run on the Kubernetes of this kubeconfig context, where the operator is installed.")
  private @Nullable String context;

  @Option(
      names = "--repository",
      defaultValue = ".",
      description = "The folder of this project, built. Default: the present one.")
  private Path repository = Path.of(".");

  @Option(names = "--verbose", description = "Show what the embedded cluster does.")
  private boolean verbose;

  private final PrintStream out = System.out;

  /** Runs the demo; the exit code is 0 if it worked, 1 if not, 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Quickstart()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    // before the first logger is made
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "error");
    Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    try (DemoSite site = open()) {
      // Ctrl-C ends this process without a word to the code below
      Thread ending = new Thread(site::close, "ending");
      Runtime.getRuntime().addShutdownHook(ending);
      int result = run(site, start);
      if (!once && result == 0) {
        out.println("Running until Ctrl-C.");
        new CountDownLatch(1).await();
      }
      Runtime.getRuntime().removeShutdownHook(ending);
      return result;
    } catch (IOException | IllegalStateException | DemoFailedException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private DemoSite open() throws IOException {
    return context == null || context.isEmpty()
        ? EmbeddedSite.start(repository)
        : ContextSite.open(context, once);
  }

  private int run(DemoSite site, Instant start) throws InterruptedException {
    try {
      new Demo(site, repository, out, start).run();
      out.println();
      out.print(once ? "" : site.hints());
      return 0;
    } catch (IOException | KubernetesClientException | DemoFailedException e) {
      out.println();
      out.println("The demo failed: " + e.getMessage());
      out.print(Diagnosis.of(site));
      return 1;
    }
  }
}
