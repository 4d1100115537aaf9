package dev.mesos.flags;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads flags from a command line and an environment by Mesos's rules: {@code --name=value},
 * booleans also {@code --name} and {@code --no-name}; {@code MESOS_NAME} in the environment, which
 * the command line overrides; an unknown flag is an error, an unknown variable is not; {@code --}
 * ends the flags. A value {@code file://PATH} stands for the content of that file.
 */
public final class FlagLoader {

  private static final String PREFIX = "MESOS_";

  private final String program;
  private final String version;
  private final List<Flag<?>> flags;
  private final Map<String, Flag<?>> byName = new HashMap<>();

  /**
   * A loader for a program.
   *
   * @param program its name, for instance {@code mesos-master}
   * @param version what {@code --version} prints behind the name
   * @throws IllegalArgumentException when two flags share a name
   */
  public FlagLoader(String program, String version, List<Flag<?>> flags) {
    this.program = program;
    this.version = version;
    this.flags = List.copyOf(flags);
    for (Flag<?> flag : flags) {
      declare(flag.name(), flag);
      flag.deprecatedNames().forEach(name -> declare(name, flag));
    }
  }

  private void declare(String name, Flag<?> flag) {
    if (byName.put(name, flag) != null) {
      throw new IllegalArgumentException("two flags are named " + name);
    }
  }

  /** Reads the flags; never throws for what a user wrote. */
  public FlagOutcome load(List<String> arguments, Map<String, String> environment) {
    List<String> own = beforeSeparator(arguments);
    if (own.contains("--help") || own.contains("-h")) {
      return new FlagOutcome.Print(HelpText.of(program, flags));
    }
    if (own.contains("--version")) {
      return new FlagOutcome.Print(program + " " + version);
    }
    try {
      List<String> warnings = new ArrayList<>();
      Map<Flag<?>, Given> given = fromEnvironment(environment, warnings);
      given.putAll(fromCommandLine(own, warnings));
      return new FlagOutcome.Run(new FlagValues(parse(given)), warnings);
    } catch (FlagException e) {
      return new FlagOutcome.Refuse(
          program + ": " + e.getMessage() + "\nSee '" + program + " --help'.");
    }
  }

  /** A value as given: under which name, for messages, and its text. */
  private record Given(String source, String text) {}

  /** What a user wrote is wrong. */
  private static final class FlagException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FlagException(String message) {
      super(message);
    }
  }

  private static List<String> beforeSeparator(List<String> arguments) {
    int end = arguments.indexOf("--");
    return end < 0 ? arguments : arguments.subList(0, end);
  }

  private Map<Flag<?>, Given> fromCommandLine(List<String> arguments, List<String> warnings) {
    Map<Flag<?>, Given> given = new LinkedHashMap<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        warnings.add("argument '" + argument + "' is no flag and is ignored");
        continue;
      }
      int equals = argument.indexOf('=');
      String name =
          argument.substring(2, equals < 0 ? argument.length() : equals).toLowerCase(Locale.ROOT);
      @Nullable String text = equals < 0 ? null : argument.substring(equals + 1);
      addArgument(name, text, given, warnings);
    }
    return given;
  }

  private void addArgument(
      String name, @Nullable String text, Map<Flag<?>, Given> given, List<String> warnings) {
    Flag<?> flag = byName.get(name);
    boolean negated = flag == null && name.startsWith("no-");
    if (negated) {
      flag = byName.get(name.substring(3));
    }
    if (flag == null) {
      throw new FlagException(
          "unknown flag --" + name + HelpText.suggestion(name, byName.keySet()));
    }
    if (negated && (!flag.type().isBoolean() || text != null)) {
      throw new FlagException(
          flag.type().isBoolean()
              ? "flag --" + name + " takes no value: write --" + name
              : "flag --"
                  + name
                  + ": --"
                  + flag.name()
                  + " is not a boolean, so it has no --no- form");
    }
    if (text == null && !flag.type().isBoolean()) {
      throw new FlagException(
          "flag --" + name + " lacks a value: write --" + name + "=" + flag.type().placeholder());
    }
    String value = text == null ? String.valueOf(!negated) : text;
    add(flag, negated ? name.substring(3) : name, "flag --" + name, value, given, warnings);
  }

  private Map<Flag<?>, Given> fromEnvironment(
      Map<String, String> environment, List<String> warnings) {
    Map<Flag<?>, Given> given = new LinkedHashMap<>();
    environment.forEach((variable, text) -> {
      if (variable.startsWith(PREFIX)) {
        String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        Flag<?> flag = byName.get(name);
        if (flag != null) {
          add(flag, name, "variable " + variable, text, given, warnings);
        }
      }
    });
    for (Flag<?> flag : flags) {
      for (String variable : flag.environment()) {
        String text = environment.get(variable);
        if (text != null && !text.isEmpty()) {
          given.putIfAbsent(flag, new Given("variable " + variable, text));
        }
      }
    }
    return given;
  }

  private static void add(
      Flag<?> flag,
      String name,
      String source,
      String text,
      Map<Flag<?>, Given> given,
      List<String> warnings) {
    Given before = given.put(flag, new Given(source, text));
    if (before != null) {
      throw new FlagException(
          source
              + " repeats "
              + (before.source().equals(source) ? "itself" : before.source())
              + ": give --"
              + flag.name()
              + " once");
    }
    if (!name.equals(flag.name())) {
      warnings.add(source + " is deprecated: write " + flag.name() + " instead of " + name);
    }
  }

  private Map<Flag<?>, Object> parse(Map<Flag<?>, Given> given) {
    Map<Flag<?>, Object> values = new LinkedHashMap<>();
    for (Flag<?> flag : flags) {
      Given text = given.get(flag);
      Object value = text == null ? flag.defaultValue() : parse(flag, text);
      if (value != null) {
        values.put(flag, value);
      } else if (flag.required()) {
        throw new FlagException(
            "flag --"
                + flag.name()
                + " is required: write --"
                + flag.name()
                + "="
                + flag.type().placeholder()
                + " or set "
                + PREFIX
                + flag.name().toUpperCase(Locale.ROOT));
      }
    }
    return values;
  }

  private static Object parse(Flag<?> flag, Given given) {
    FlagType<?> type = flag.type();
    boolean file = given.text().startsWith(PathOrValue.FILE);
    try {
      String text =
          file && !type.readsFilesItself() ? PathOrValue.content(given.text()) : given.text();
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String shown = type.isSecret() && !file ? FlagTypes.REDACTED : "'" + given.text() + "'";
      throw new FlagException(given.source() + "=" + shown + ": " + e.getMessage());
    }
  }
}
