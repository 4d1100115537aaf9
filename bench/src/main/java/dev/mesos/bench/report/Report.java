package dev.mesos.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Rows as plain text for people and as JSON for programs. */
public final class Report {

  /** What the JSON file holds. */
  record Document(String at, Machine machine, List<RowResult> rows) {}

  private final Machine machine;
  private final List<RowResult> rows = new ArrayList<>();

  public Report(Machine machine) {
    this.machine = machine;
  }

  /** Takes a row. */
  public void add(RowResult row) {
    rows.add(row);
  }

  /** Whether everything that was asked for was measured. */
  public boolean complete() {
    return rows.stream().allMatch(row -> row.failures().isEmpty());
  }

  /**
   * Writes all rows, with every value.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), new Document(Instant.now().toString(), machine, rows));
  }

  /** A row as a table. */
  public static String table(RowResult row) {
    SequencedSet<String> columns = new LinkedHashSet<>();
    row.lines().forEach(line -> columns.addAll(line.figures().keySet()));
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(columns);
    cells.add(head);
    for (Line line : row.lines()) {
      List<String> shown = new ArrayList<>(List.of(line.who()));
      columns.forEach(column -> shown.add(line.figures().getOrDefault(column, "")));
      cells.add(shown);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%d. %s%n   aim: %s; %s%n"
            .formatted(row.number(), row.title(), row.aim(), row.setting()));
    cells.forEach(line -> text.append(aligned(line, widths(cells))));
    row.failures().forEach(failure -> text.append("   NOT MEASURED: %s%n".formatted(failure)));
    return text.toString();
  }

  private static List<Integer> widths(List<List<String>> cells) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(cells.getFirst().size(), 0));
    for (List<String> line : cells) {
      for (int i = 0; i < line.size(); i++) {
        widths.set(i, Math.max(widths.get(i), line.get(i).length()));
      }
    }
    return widths;
  }

  /** The first column to the left, figures to the right. */
  private static String aligned(List<String> line, List<Integer> widths) {
    StringBuilder text = new StringBuilder("   ");
    text.append(line.getFirst()).repeat(' ', widths.getFirst() - line.getFirst().length());
    for (int i = 1; i < line.size(); i++) {
      text.repeat(' ', 2 + widths.get(i) - line.get(i).length()).append(line.get(i));
    }
    return text.append(System.lineSeparator()).toString();
  }
}
