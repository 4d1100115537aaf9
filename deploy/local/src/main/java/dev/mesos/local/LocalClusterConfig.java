package dev.mesos.local;

import dev.mesos.local.kubelet.LocalImages;
import java.nio.file.Path;

/**
 * How to start a {@link LocalCluster}.
 *
 * @param port the API's port on 127.0.0.1; 0 for any free one
 * @param images the images that pods can have
 * @param parent the folder in which the cluster makes its data folder
 */
public record LocalClusterConfig(int port, LocalImages images, Path parent) {

  /** Any port, in the system's folder for temporary files. */
  public static LocalClusterConfig of(LocalImages images) {
    return new LocalClusterConfig(0, images, Path.of(System.getProperty("java.io.tmpdir")));
  }

  public LocalClusterConfig withPort(int value) {
    return new LocalClusterConfig(value, images, parent);
  }
}
