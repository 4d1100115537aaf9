package dev.mesos.flags;

import java.util.List;
import java.util.stream.Collectors;

/** A value of an attribute or a resource. {@code toString} gives the form that Mesos prints. */
public sealed interface Value {

  /** A number with at most three decimal digits. */
  record Scalar(double value) implements Value {
    @Override
    public String toString() {
      return Numbers.print(value);
    }
  }

  /** Ranges of whole numbers, both ends included. */
  record Ranges(List<Range> ranges) implements Value {
    public Ranges {
      ranges = List.copyOf(ranges);
    }

    @Override
    public String toString() {
      return ranges.stream().map(Range::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A set of names. */
  record Items(List<String> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.stream().collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** Any other text. */
  record Text(String value) implements Value {
    @Override
    public String toString() {
      return value;
    }
  }

  /** From {@code begin} to {@code end}, both included. */
  record Range(long begin, long end) {
    public Range {
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException(
            "range " + begin + "-" + end + ": write the smaller number first");
      }
    }

    @Override
    public String toString() {
      return begin + "-" + end;
    }
  }

  /**
   * Parses {@code 2}, {@code [31000-32000,33000-33001]}, {@code {a,b}} or any text.
   *
   * @throws IllegalArgumentException when brackets are open, or a range is none
   */
  static Value parse(String given) {
    String text = given.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a value is missing: write NAME:VALUE");
    }
    if (text.startsWith("[")) {
      return new Ranges(ValueSyntax.ranges(ValueSyntax.inside(text, ']')));
    }
    if (text.startsWith("{")) {
      return new Items(ValueSyntax.items(ValueSyntax.inside(text, '}')));
    }
    return ValueSyntax.NUMBER.matcher(text).matches()
        ? new Scalar(Numbers.scalar(Double.parseDouble(text)))
        : new Text(text);
  }
}
