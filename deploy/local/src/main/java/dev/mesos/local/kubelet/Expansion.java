package dev.mesos.local.kubelet;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes's own {@code $(VAR)} expansion: {@code $$} is a dollar, unknown names stay as they
 * are.
 */
final class Expansion {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

  private Expansion() {}

  static String expand(String text, Map<String, String> variables) {
    return REFERENCE.matcher(text).replaceAll(match -> replacement(match, variables));
  }

  private static String replacement(
      java.util.regex.MatchResult match, Map<String, String> variables) {
    String name = match.group(1);
    if (name == null) {
      return Matcher.quoteReplacement("$");
    }
    return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
  }
}
