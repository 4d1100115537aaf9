package dev.mesos.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The pieces of the grammar of values. */
final class ValueSyntax {
  static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})\\s*-\\s*([0-9]{1,18})");

  private ValueSyntax() {}

  static String inside(String text, char close) {
    if (text.charAt(text.length() - 1) != close) {
      throw new IllegalArgumentException("'" + text + "': end it with " + close);
    }
    return text.substring(1, text.length() - 1);
  }

  static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  static List<Value.Range> ranges(String text) {
    List<Value.Range> ranges = new ArrayList<>();
    for (String item : items(text)) {
      var matcher = RANGE.matcher(item);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "range '" + item + "': write BEGIN-END, for instance 31000-32000");
      }
      ranges.add(
          new Value.Range(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
    return ranges;
  }
}
