package dev.mesos.coordination;

/** The rules for the path of an election. */
final class ZnodePath {

  private static final int LONGEST = 250;

  private ZnodePath() {}

  /**
   * The path without trailing slashes.
   *
   * @throws InvalidAddressException for what ZooKeeper would refuse, and for {@code /}
   */
  static String canonical(String path) {
    if (!path.startsWith("/")) {
      throw new InvalidAddressException("the path '" + path + "' is not absolute: write /" + path);
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    if (end == 0) {
      throw new InvalidAddressException(
          "the path is missing, or is '/': an election needs a znode of its own, as in"
              + " zk://host:2181/mesos");
    }
    String canonical = path.substring(0, end);
    if (canonical.length() > LONGEST) {
      throw new InvalidAddressException(
          "the path has " + canonical.length() + " characters: use at most " + LONGEST);
    }
    for (String segment : canonical.substring(1).split("/", -1)) {
      check(canonical, segment);
    }
    return canonical;
  }

  private static void check(String path, String segment) {
    if (segment.isEmpty()) {
      throw new InvalidAddressException("the path '" + path + "' contains '//': write one '/'");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw new InvalidAddressException(
          "the path '"
              + path
              + "' contains '"
              + segment
              + "', which ZooKeeper does not resolve:"
              + " write the path in full");
    }
    if (segment.chars().anyMatch(ZnodePath::forbidden)) {
      throw new InvalidAddressException(
          "the path '"
              + path.codePoints()
                  .mapToObj(c -> forbidden(c) ? "?" : Character.toString(c))
                  .collect(java.util.stream.Collectors.joining())
              + "' contains a character (shown as '?') that ZooKeeper does not allow");
    }
  }

  /** What {@code PathUtils.validatePath} of ZooKeeper refuses, blanks and commas. */
  private static boolean forbidden(int c) {
    return c <= 0x20
        || c == ','
        || (c >= 0x7f && c <= 0xa0)
        || (c >= 0xd800 && c <= 0xf8ff)
        || (c >= 0xfff0 && c <= 0xffff)
        || c == '@';
  }
}
