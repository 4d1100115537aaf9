package dev.mesos.local.kubelet;

import java.nio.file.Path;
import java.util.List;

/**
 * What stands in for a container image: there are no file systems to mount, only programs to run.
 */
public sealed interface LocalImage {

  /**
   * A Java application laid out as in our images: {@code app.jar}, whose manifest names {@code
   * lib/}.
   *
   * @param folder the folder that an image has at {@code /app}
   * @param flags JVM flags, before {@code -jar}
   */
  record JavaApp(Path folder, List<String> flags) implements LocalImage {
    public JavaApp {
      flags = List.copyOf(flags);
    }
  }

  /**
   * Any program.
   *
   * @param entrypoint what an image has as its ENTRYPOINT; a container's {@code command} replaces
   *     it, {@code args} follow it
   */
  record Program(List<String> entrypoint) implements LocalImage {
    public Program {
      entrypoint = List.copyOf(entrypoint);
    }
  }
}
