package dev.mesos.flags;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What {@code --help} prints, and the guess at what a misspelt flag was meant to be. */
final class HelpText {

  private static final int COLUMN = 44;
  private static final int WIDTH = 100;

  private HelpText() {}

  static String of(String program, List<Flag<?>> flags) {
    StringBuilder text =
        new StringBuilder("Usage: " + program + " [--name=value ...]\n\n")
            .append("Each flag can also be given as the environment variable MESOS_NAME;")
            .append(" the command line wins.\n")
            .append("A value file://PATH stands for the content of that file.\n\n");
    append(text, "--help", "Prints this text.");
    append(text, "--version", "Prints the version.");
    flags.stream().sorted(Comparator.comparing(Flag::name)).forEach(flag -> append(text, flag));
    return text.toString().stripTrailing();
  }

  private static <T> void append(StringBuilder text, Flag<T> flag) {
    FlagType<T> type = flag.type();
    String form =
        type.isBoolean() ? "--[no-]" + flag.name() : "--" + flag.name() + "=" + type.placeholder();
    T value = flag.defaultValue();
    String suffix =
        value != null
            ? " (default: " + type.print(value) + ")"
            : flag.required() ? " (required)" : "";
    append(text, form, flag.help() + suffix);
  }

  private static void append(StringBuilder text, String form, String help) {
    StringBuilder line = new StringBuilder("  ").append(form).append(' ');
    line.repeat(' ', Math.max(0, COLUMN - line.length()));
    for (String word : help.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && !line.toString().isBlank()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.repeat(' ', COLUMN);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** {@code ": did you mean --port?"}, or the advice to drop the flag when nothing is near. */
  static String suggestion(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .filter(other -> distance(name, other) <= Math.max(2, name.length() / 4))
        .map(other -> ": did you mean --" + other.toLowerCase(Locale.ROOT) + "?")
        .orElse(": leave it out, or correct its name");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
