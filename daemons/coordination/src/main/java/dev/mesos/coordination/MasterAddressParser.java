package dev.mesos.coordination;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The schemes of {@link MasterAddress}, and the files behind two of them. */
final class MasterAddressParser {

  private static final int MOST_FILES = 4;
  private static final long LARGEST_FILE = 64 * 1024;

  private MasterAddressParser() {}

  static MasterAddress parse(String text) {
    return parse(text, 0);
  }

  private static MasterAddress parse(String text, int files) {
    String address = text.strip();
    if (address.isEmpty()) {
      throw new InvalidAddressException(
          "the master's address is empty: write zk://host:2181/path or host:5050");
    }
    if (ZooKeeperUrlParser.understands(address)) {
      return new MasterAddress.ZooKeeper(ZooKeeperUrl.parse(address));
    }
    if (address.startsWith("zoofile://")) {
      return new MasterAddress.ZooKeeper(zooFile(address.substring("zoofile://".length())));
    }
    if (address.startsWith("file://")) {
      return indirect(address, files);
    }
    return new MasterAddress.Fixed(fixed(address));
  }

  private static MasterAddress indirect(String address, int files) {
    if (files == MOST_FILES) {
      throw new InvalidAddressException(
          address + ": files that name files, too many in a row: write the address itself into it");
    }
    Path file = path(address, address.substring("file://".length()));
    String content = read(address, file);
    try {
      return parse(content, files + 1);
    } catch (InvalidAddressException e) {
      throw new InvalidAddressException("in " + address + ": " + e.getMessage());
    }
  }

  /** The znode starts where the longest prefix ends that is a file: a file has no children. */
  private static ZooKeeperUrl zooFile(String rest) {
    String address = "zoofile://" + rest;
    for (int slash = rest.indexOf('/', 1); slash > 0; slash = rest.indexOf('/', slash + 1)) {
      Path file = path(address, rest.substring(0, slash));
      if (Files.isRegularFile(file)) {
        return zooFile(address, file, rest.substring(slash));
      }
    }
    throw new InvalidAddressException(
        address
            + ": no file found: write zoofile://FILE/znode, where FILE exists and holds one"
            + " host:port a line");
  }

  private static ZooKeeperUrl zooFile(String address, Path file, String znode) {
    try {
      List<ServerAddress> servers =
          read(address, file)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(line -> ServerAddress.parse(line, ZooKeeperUrl.DEFAULT_PORT))
              .toList();
      return new ZooKeeperUrl(servers, znode, Optional.empty());
    } catch (InvalidAddressException e) {
      throw new InvalidAddressException("in " + address + ": " + e.getMessage());
    }
  }

  private static ServerAddress fixed(String address) {
    int scheme = address.indexOf("://");
    if (scheme >= 0 && !address.startsWith("mesos://")) {
      throw new InvalidAddressException(
          ZooKeeperUrlParser.redact(address)
              + ": unknown scheme: write zk://, zoo://, zoofile://, file:// or mesos://, in small"
              + " letters, or host:port");
    }
    String master = scheme < 0 ? address : address.substring(scheme + 3);
    String hostPort = master.startsWith("master@") ? master.substring("master@".length()) : master;
    try {
      return ServerAddress.parse(hostPort, 0);
    } catch (InvalidAddressException e) {
      throw new InvalidAddressException(
          ZooKeeperUrlParser.redact(address)
              + ": not a master's address: "
              + e.getMessage()
              + ", or an election as zk://host:2181/path");
    }
  }

  private static Path path(String address, String name) {
    try {
      if (!name.isEmpty()) {
        return Path.of(name);
      }
    } catch (InvalidPathException e) {
      throw new InvalidAddressException(address + ": not the name of a file: " + e.getReason());
    }
    throw new InvalidAddressException(address + ": names no file: write file:///path/to/file");
  }

  private static String read(String address, Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new InvalidAddressException(
            address + ": the file has more than " + LARGEST_FILE + " bytes: is it the right one?");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new InvalidAddressException(
          address
              + ": cannot read "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + "): mount it,"
              + " or make it readable");
    }
  }
}
