package dev.mesos.flags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/**
 * What was built, and when.
 *
 * @param version of this software
 * @param mesosVersion of the Apache Mesos whose messages and endpoints we speak; digits and dots
 *     only, since clients take it apart
 * @param time of the build, the same for the same source
 */
public record BuildInfo(String version, String mesosVersion, Instant time) {

  /** Reads what the build wrote to {@code build.properties} in the package of a class. */
  public static BuildInfo load(Class<?> program) {
    Properties properties = new Properties();
    try (InputStream in = program.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException(
            "build.properties is missing beside " + program + ": build the module anew");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", ""),
        properties.getProperty("mesosVersion", ""),
        Instant.parse(properties.getProperty("time", "")));
  }

  /** What {@code --version} prints behind the program's name. */
  public String describe() {
    return version + " (speaks Mesos " + mesosVersion + ")";
  }
}
