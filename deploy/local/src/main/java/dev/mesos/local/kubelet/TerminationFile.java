package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file at {@code terminationMessagePath}: a new and empty one for each instance of a container,
 * shown in the pod's status once that instance has ended.
 */
final class TerminationFile {

  private static final Logger LOG = LoggerFactory.getLogger(TerminationFile.class);
  private static final int LONGEST = 4096;

  private TerminationFile() {}

  /** The container's mounts, and this instance's file, which is made if it is not there yet. */
  static MountPaths mount(MountPaths mounts, Container container, Path file) throws IOException {
    String path = container.getTerminationMessagePath();
    if (path == null || path.isEmpty()) {
      return mounts;
    }
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    return mounts.with(path, file);
  }

  /** What an instance that has ended left there; null if that is nothing. */
  static @Nullable String read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try (InputStream content = Files.newInputStream(file)) {
      String message = new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return message.isEmpty() ? null : message;
    } catch (IOException e) {
      LOG.warn("termination message not read file={}: {}", file, e.toString());
      return null;
    }
  }
}
