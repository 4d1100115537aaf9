package dev.mesos.master;

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

  private static final String FILE = "/dev/mesos/master/build.properties";

  /** Reads what the build wrote. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing: build the module anew");
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

  String describe() {
    return version + " (speaks Mesos " + mesosVersion + ")";
  }
}
