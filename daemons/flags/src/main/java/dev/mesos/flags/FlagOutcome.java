package dev.mesos.flags;

import java.util.List;

/** What a command line asks for. */
public sealed interface FlagOutcome {

  /** Run, with these values; the warnings are for the log. */
  record Run(FlagValues values, List<String> warnings) implements FlagOutcome {
    public Run {
      warnings = List.copyOf(warnings);
    }
  }

  /** Print this text to standard output and exit with 0: {@code --help} or {@code --version}. */
  record Print(String text) implements FlagOutcome {}

  /** Print this text to standard error and exit with 1. It names the flag and the remedy. */
  record Refuse(String text) implements FlagOutcome {}
}
