package dev.mesos.bench.scale;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws what a slave costs against how many there are, one panel for each kind of cost. */
record CostPlot(List<Cost> costs) {

  private static final int WIDTH = 260;
  private static final int HEIGHT = 170;
  private static final int LEFT = 20;
  private static final int TOP = 40;
  private static final int GAP = 40;
  private static final int BELOW = 40;

  private record Panel(String title, ToDoubleFunction<Cost> value) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("at rest, \u00b5s of a core a second", Cost::microsecondsEach),
          new Panel("memory, KiB", Cost::kibEach),
          new Panel("to come over after a failover, \u00b5s", Cost::comeOverMicrosecondsEach));

  /** The drawing. */
  String svg() {
    StringBuilder svg = new StringBuilder();
    int width = LEFT + PANELS.size() * (WIDTH + GAP);
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">",
        width,
        TOP + HEIGHT + BELOW);
    add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int i = 0; i < PANELS.size(); i++) {
      panel(svg, PANELS.get(i), LEFT + i * (WIDTH + GAP));
    }
    return svg.append("</svg>\n").toString();
  }

  private void panel(StringBuilder svg, Panel panel, int left) {
    double highest = costs.stream().mapToDouble(panel.value()).max().orElse(1) * 1.15;
    int bottom = TOP + HEIGHT;
    add(svg, "<text x=\"%d\" y=\"%d\" font-size=\"12\">%s</text>", left, TOP - 14, panel.title());
    add(
        svg,
        "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"gray\"/>",
        left,
        TOP,
        bottom,
        left + WIDTH);
    StringBuilder line = new StringBuilder();
    for (Cost cost : costs) {
      double x = left + WIDTH * position(cost.slaves());
      double value = panel.value().applyAsDouble(cost);
      double y = bottom - HEIGHT * value / highest;
      add(line, "%s%.1f %.1f", line.isEmpty() ? "M" : "L", x, y);
      add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"steelblue\"/>", x, y);
      add(
          svg,
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
          x,
          y - 8,
          shown(value));
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>",
          x,
          bottom + 15,
          cost.slaves());
    }
    add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"steelblue\"/>", line.toString().strip());
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">slaves</text>",
        left + WIDTH / 2,
        bottom + 31);
  }

  /** From 0 to 1, by the logarithm: sizes grow by factors. */
  private double position(int slaves) {
    double low = Math.log(costs.getFirst().slaves() / 1.5);
    double high = Math.log(costs.getLast().slaves() * 1.5);
    return (Math.log(slaves) - low) / (high - low);
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
