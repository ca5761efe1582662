// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a cost grows with the table: one picture for each figure that was measured at several sizes,
/// both axes logarithmic, so that what is proportional is a straight line at 45 degrees.
final class GrowthPlot {
  private static final Pattern SIZE = Pattern.compile("(.*), (\\d+) thousand flows");
  private static final int SIDE = 360;
  private static final int LEFT = 70;
  private static final int TOP = 40;

  private record Point(double size, Samples mine, Samples theirs) {}

  private final Product ours;
  private final Product peer;

  GrowthPlot(Product ours, Product peer) {
    this.ours = ours;
    this.peer = peer;
  }

  void write(Outcome outcome, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String title : outcome.rows().stream().map(GrowthPlot::title).distinct().toList()) {
      List<Point> points =
          outcome.rows().stream()
              .filter(row -> title(row).equals(title) && SIZE.matcher(row.scenario()).matches())
              .map(row -> new Point(size(row), outcome.of(row, ours), outcome.of(row, peer)))
              .toList();
      if (points.size() > 1) {
        String name = "growth-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Files.writeString(folder.resolve(name + ".svg"), draw(title, points));
      }
    }
  }

  private static String title(Row row) {
    Matcher matcher = SIZE.matcher(row.scenario());
    return (matcher.matches() ? matcher.group(1) : row.scenario())
        + ": "
        + row.label()
        + (row.unit().isEmpty() ? "" : ", " + row.unit());
  }

  private static double size(Row row) {
    Matcher matcher = SIZE.matcher(row.scenario());
    return matcher.matches() ? 1000 * Double.parseDouble(matcher.group(2)) : 0;
  }

  private String draw(String title, List<Point> points) {
    double least = Double.MAX_VALUE;
    double most = Double.MIN_VALUE;
    for (Point point : points) {
      for (Samples samples : List.of(point.mine, point.theirs)) {
        if (!samples.isEmpty() && samples.median() > 0) {
          least = Math.min(least, samples.median());
          most = Math.max(most, samples.median());
        }
      }
    }
    double low = Math.floor(Math.log10(least));
    double high = Math.max(low + 1, Math.ceil(Math.log10(most)));
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="520" height="470" font-family="sans-serif" font-size="12">
        <rect width="520" height="470" fill="white"/>
        <text x="10" y="22" font-size="15">%s</text>
        <rect x="%d" y="%d" width="%d" height="%d" fill="none" stroke="black"/>
        """
            .formatted(title, LEFT, TOP, SIDE, SIDE));
    double first = Math.log10(points.getFirst().size);
    double last = Math.log10(points.getLast().size);
    for (Point point : points) {
      double x = LEFT + SIDE * (Math.log10(point.size) - first) / (last - first);
      svg.append(
          "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
              .formatted(x, TOP + SIDE + 18, Report.number(point.size / 1000) + "k"));
    }
    for (double power = low; power <= high; power++) {
      double y = TOP + SIDE * (high - power) / (high - low);
      svg.append(
          "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s</text>%n"
              .formatted(LEFT - 6, y + 4, Report.number(Math.pow(10, power))));
    }
    line(svg, points, true, first, last, low, high);
    line(svg, points, false, first, last, low, high);
    svg.append(
        "<text x=\"%d\" y=\"450\" fill=\"#2a7f62\">%s</text><text x=\"%d\" y=\"450\" fill=\"#777\">%s</text>%n"
            .formatted(LEFT, ours.name(), LEFT + 90, peer.name()));
    return svg.append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder svg,
      List<Point> points,
      boolean mine,
      double first,
      double last,
      double low,
      double high) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      Samples samples = mine ? point.mine : point.theirs;
      if (!samples.isEmpty() && samples.median() > 0) {
        double x = LEFT + SIDE * (Math.log10(point.size) - first) / (last - first);
        double y = TOP + SIDE * (high - Math.log10(samples.median())) / (high - low);
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      }
    }
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(path.toString().strip(), mine ? "#2a7f62" : "#777"));
  }
}
