package dev.mesos.bench.overlap;

import dev.mesos.bench.belief.Belief;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the log of a real Mesos master when it believed to lead: from the line in which it
 * says that it is elected, to the one in which it says that it gives up, or else to its end.
 */
final class MesosLog {

  private static final Pattern ELECTED =
      Pattern.compile("^I(\\d{4} \\S+) .*\\] Elected as the leading master!.*");
  private static final Pattern EXIT = Pattern.compile("^E(\\d{4} \\S+) .*\\] EXIT with status.*");

  private final DateTimeFormatter format;
  private final ZoneId zone;
  private final long nanoTimeAtEpoch;

  /**
   * A reader.
   *
   * @param year that the log leaves out
   * @param zone in which its clock is
   * @param nanoTimeAtEpoch what {@link System#nanoTime()} was at the beginning of 1970
   */
  MesosLog(int year, ZoneId zone, long nanoTimeAtEpoch) {
    this.format =
        new DateTimeFormatterBuilder()
            .appendPattern("MMdd HH:mm:ss.SSSSSS")
            .parseDefaulting(ChronoField.YEAR, year)
            .toFormatter(Locale.ROOT);
    this.zone = zone;
    this.nanoTimeAtEpoch = nanoTimeAtEpoch;
  }

  /**
   * The beliefs.
   *
   * @param ends when its processes ended
   * @param now ends a belief that has no end yet
   */
  List<Belief> beliefs(String who, List<String> lines, List<Long> ends, long now) {
    NavigableSet<Long> over = new TreeSet<>(ends);
    over.add(now);
    List<Long> elected = new ArrayList<>();
    for (String line : lines) {
      Matcher exit = EXIT.matcher(line);
      Matcher begin = ELECTED.matcher(line);
      if (exit.matches()) {
        over.add(nanoTime(exit.group(1)));
      } else if (begin.matches()) {
        elected.add(nanoTime(begin.group(1)));
      }
    }
    return elected.stream()
        .filter(from -> over.ceiling(from) != null)
        .map(from -> new Belief(who, from, over.ceiling(from)))
        .toList();
  }

  private long nanoTime(String time) {
    var instant = LocalDateTime.parse(time, format).atZone(zone).toInstant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano() + nanoTimeAtEpoch;
  }
}
