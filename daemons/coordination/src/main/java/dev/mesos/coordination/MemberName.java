package dev.mesos.coordination;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The name of a child of the election's path, taken apart as Mesos does: tokens between
 * underscores, the first is the label if there is more than one, the last is the sequence. A child
 * whose last token is no number ({@code log_replicas}) is no member.
 *
 * <p>ZooKeeper counts children in a signed 32-bit number, so the sequence turns negative after
 * 2<sup>31</sup> creations; like Mesos we compare it as it is, and the negative one leads. A number
 * that does not fit 32 bits cannot come from ZooKeeper: such a child is no member either.
 *
 * @param znode the whole name
 * @param label empty if there is none
 * @param sequence ZooKeeper's number
 */
record MemberName(String znode, String label, int sequence) {

  static final String JSON_LABEL = "json.info";
  static final String PROTOBUF_LABEL = "info";

  /** What our own znodes are called, before ZooKeeper adds ten digits. */
  static final String PREFIX = JSON_LABEL + "_";

  /** The order of the election. Equal numbers need different labels: then the name decides. */
  static final Comparator<MemberName> ORDER =
      Comparator.comparingInt(MemberName::sequence).thenComparing(MemberName::znode);

  static Optional<MemberName> parse(String znode) {
    List<String> tokens =
        Arrays.stream(znode.split("_", -1)).filter(token -> !token.isEmpty()).toList();
    if (tokens.isEmpty() || !tokens.getLast().matches("-?[0-9]{1,10}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(tokens.getLast());
    if (number != (int) number) {
      return Optional.empty();
    }
    return Optional.of(
        new MemberName(znode, tokens.size() > 1 ? tokens.getFirst() : "", (int) number));
  }

  /** The members among the children, the leader first. */
  static List<MemberName> among(List<String> children) {
    return children.stream()
        .map(MemberName::parse)
        .flatMap(Optional::stream)
        .sorted(ORDER)
        .toList();
  }

  /** All but one. */
  static List<MemberName> without(List<MemberName> members, String znode) {
    return members.stream().filter(member -> !member.znode().equals(znode)).toList();
  }
}
