package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a container runs, as a command line of this machine. */
final class CommandLine {

  private final LocalImage image;
  private final List<String> javaFlags;
  private final MountPaths mounts;
  private final Map<String, String> environment;

  /**
   * @param javaFlags flags that every JVM of the pod gets besides its own
   * @param environment what {@code $(VAR)} refers to
   */
  CommandLine(
      LocalImage image,
      List<String> javaFlags,
      MountPaths mounts,
      Map<String, String> environment) {
    this.image = image;
    this.javaFlags = javaFlags;
    this.mounts = mounts;
    this.environment = environment;
  }

  List<String> of(Container container) {
    List<String> args = container.getArgs() == null ? List.of() : container.getArgs();
    if (container.getCommand() == null || container.getCommand().isEmpty()) {
      List<String> result = new ArrayList<>(entrypoint());
      result.addAll(local(args));
      return result;
    }
    List<String> result = new ArrayList<>(container.getCommand());
    result.addAll(args);
    return given(result);
  }

  /** A command as someone typed it for this container. */
  List<String> given(List<String> command) {
    List<String> result = local(command);
    if (Path.of(result.getFirst()).endsWith("java")) {
      result.set(0, Java.program());
      result.addAll(1, javaFlags);
    }
    return result;
  }

  private List<String> entrypoint() {
    return switch (image) {
      case LocalImage.JavaApp app -> {
        List<String> result = new ArrayList<>();
        result.add(Java.program());
        result.addAll(javaFlags);
        result.addAll(app.flags());
        result.add("-jar");
        result.add(app.folder().resolve("app.jar").toString());
        yield result;
      }
      case LocalImage.Program program -> program.entrypoint();
    };
  }

  private List<String> local(List<String> words) {
    List<String> result = new ArrayList<>();
    for (String word : words) {
      result.add(mounts.substitute(Expansion.expand(word, environment)));
    }
    return result;
  }
}
