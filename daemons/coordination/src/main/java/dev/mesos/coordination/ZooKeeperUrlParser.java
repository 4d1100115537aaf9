package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code zk://} and {@code zoo://} URLs.
 *
 * <p>Like Mesos's parser it takes everything before the first {@code /} for the authority and the
 * last {@code @} in that for the end of the credentials. Unlike Mesos's it validates the rest: what
 * Mesos would silently misread (a path on every host, a password with a slash) is either understood
 * or refused.
 */
final class ZooKeeperUrlParser {

  private ZooKeeperUrlParser() {}

  static boolean understands(String text) {
    return text.startsWith("zk://") || text.startsWith("zoo://");
  }

  static ZooKeeperUrl parse(String text) {
    String url = text.strip();
    if (!understands(url)) {
      throw new InvalidAddressException(
          redact(url) + ": not a ZooKeeper URL: it has to begin with zk://, in small letters");
    }
    try {
      return parseRest(url.substring(url.indexOf("://") + 3));
    } catch (InvalidAddressException e) {
      throw new InvalidAddressException(redact(url) + ": " + e.getMessage());
    }
  }

  private static ZooKeeperUrl parseRest(String rest) {
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String tail = slash < 0 ? "" : rest.substring(slash);
    if (tail.indexOf('@') >= 0) {
      throw new InvalidAddressException(
          "there is an '@' behind the first '/'. A password cannot contain '/': choose another one."
              + " Credentials are written once, before the first host. A path cannot contain '@'");
    }
    int at = authority.lastIndexOf('@');
    Optional<Credentials> credentials =
        at < 0 ? Optional.empty() : Optional.of(credentials(authority.substring(0, at)));
    String hosts = authority.substring(at + 1);
    if (hosts.isEmpty()) {
      throw new InvalidAddressException(
          "no server is named before the path: write zk://host:2181" + tail);
    }
    return servers(hosts + tail, credentials);
  }

  private static Credentials credentials(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new InvalidAddressException(
          "what stands before '@' is not user:password: write both, or leave the '@' out");
    }
    return new Credentials(text.substring(0, colon), text.substring(colon + 1));
  }

  private static ZooKeeperUrl servers(String list, Optional<Credentials> credentials) {
    List<ServerAddress> servers = new ArrayList<>();
    Set<String> paths = new LinkedHashSet<>();
    int withPath = 0;
    boolean lastHasPath = false;
    for (String element : list.split(",", -1)) {
      int slash = element.indexOf('/');
      servers.add(
          ServerAddress.parse(
              slash < 0 ? element : element.substring(0, slash), ZooKeeperUrl.DEFAULT_PORT));
      lastHasPath = slash >= 0;
      if (lastHasPath) {
        withPath++;
        paths.add(ZnodePath.canonical(element.substring(slash)));
      }
    }
    if (paths.size() > 1) {
      throw new InvalidAddressException(
          "the hosts carry different paths, '"
              + String.join("' and '", paths)
              + "': an election has one path; write it once, after the last host");
    }
    if (withPath > 0 && !lastHasPath || withPath > 1 && withPath < servers.size()) {
      throw new InvalidAddressException(
          "the path '"
              + paths.iterator().next()
              + "' stands behind some of the hosts: write it once, after the last host (a path"
              + " cannot contain ',')");
    }
    return new ZooKeeperUrl(servers, paths.isEmpty() ? "/" : paths.iterator().next(), credentials);
  }

  /** Hides everything that may be a password, also in a URL that could not be parsed. */
  static String redact(String url) {
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int at = url.lastIndexOf('@');
    if (at < start) {
      return url;
    }
    int colon = url.indexOf(':', start);
    String user = colon < 0 || colon > at ? "" : url.substring(start, colon) + ":";
    return url.substring(0, start) + user + "***" + url.substring(at);
  }
}
