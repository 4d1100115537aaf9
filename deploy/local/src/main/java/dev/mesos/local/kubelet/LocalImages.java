package dev.mesos.local.kubelet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The images that the embedded cluster has: a fixed map from names to programs. An image that is
 * not in it cannot be pulled from anywhere.
 *
 * <p>Immutable.
 */
public final class LocalImages {

  /** Where the build leaves the application of each image, below the repository's root. */
  private static final Map<String, String> BUILT =
      Map.of(
          "mesos-operator:dev", "operator/target/image/app",
          "mesos-master:dev", "daemons/master/target/image/app",
          "mesos-slave:dev", "daemons/slave/target/image/app",
          "mesos-zookeeper:dev", "daemons/zookeeper/target/image/app");

  /**
   * A dozen JVMs share one small machine and live for minutes: start quickly, stay small. C1 alone
   * halves the CPU that a start takes.
   */
  private static final List<String> SMALL_JVM =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Xss512k");

  /** What every JVM of ours needs on JDK 24 and newer; the same as in the images. */
  private static final List<String> QUARKUS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private final Map<String, LocalImage> images;

  private LocalImages(Map<String, LocalImage> images) {
    this.images = Map.copyOf(images);
  }

  /** No images at all. */
  public static LocalImages none() {
    return new LocalImages(Map.of());
  }

  /**
   * The images of this project, from the folders that its build leaves behind.
   *
   * @param repository the repository's root
   * @throws IllegalStateException naming the folders that are missing and how to build them
   */
  public static LocalImages built(Path repository) {
    LocalImages result = none();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> image : BUILT.entrySet()) {
      Path folder = repository.resolve(image.getValue());
      if (Files.exists(folder.resolve("app.jar"))) {
        result = result.withApp(image.getKey(), folder);
      } else {
        missing.add(folder.toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "Not built: " + String.join(", ", missing) + ". Run: make build");
    }
    return result;
  }

  /** Adds one of our applications, with JVM flags fit for many JVMs on one machine. */
  public LocalImages withApp(String name, Path folder) {
    String maxHeap = name.startsWith("mesos-operator") ? "-Xmx160m" : "-Xmx96m";
    List<String> flags = new ArrayList<>(SMALL_JVM);
    flags.add(maxHeap);
    flags.addAll(QUARKUS);
    return with(name, new LocalImage.JavaApp(folder.toAbsolutePath().normalize(), flags));
  }

  /** Adds or replaces an image. */
  public LocalImages with(String name, LocalImage image) {
    Map<String, LocalImage> copy = new LinkedHashMap<>(images);
    copy.put(tagged(name), image);
    return new LocalImages(copy);
  }

  /** The image of that name, if there is one; a name without a tag means {@code :latest}. */
  public Optional<LocalImage> find(String name) {
    return Optional.ofNullable(images.get(tagged(name)));
  }

  /** All names. */
  public Set<String> names() {
    return images.keySet();
  }

  private static String tagged(String name) {
    int slash = name.lastIndexOf('/');
    return name.indexOf(':', slash + 1) >= 0 || name.contains("@") ? name : name + ":latest";
  }
}
