// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// One scenario as a picture: a pair of bars for each figure, as long as the larger of the two is
/// the whole width, with the spread as a thin line.
final class Plot {
  private static final int LEFT = 260;
  private static final int WIDTH = 420;
  private static final int ROW = 46;
  private static final int BAR = 14;
  private static final int TOP = 46;

  private final Product ours;
  private final Product peer;
  private final StringBuilder svg = new StringBuilder();

  Plot(Product ours, Product peer) {
    this.ours = ours;
    this.peer = peer;
  }

  /// Writes a file for each scenario of the outcome.
  void write(Outcome outcome, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String scenario : outcome.rows().stream().map(Row::scenario).distinct().toList()) {
      List<Row> rows =
          outcome.rows().stream().filter(row -> row.scenario().equals(scenario)).toList();
      String name = scenario.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      Files.writeString(folder.resolve(name + ".svg"), draw(scenario, rows, outcome));
    }
  }

  private String draw(String scenario, List<Row> rows, Outcome outcome) {
    svg.setLength(0);
    int height = TOP + rows.size() * ROW + 30;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="800" height="%d" font-family="sans-serif" font-size="12">
        <rect width="800" height="%d" fill="white"/>
        """
            .formatted(height, height));
    text(10, 22, 16, scenario);
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), outcome, TOP + i * ROW);
    }
    legend(height - 18);
    return svg.append("</svg>\n").toString();
  }

  private void row(Row row, Outcome outcome, int y) {
    Samples mine = outcome.of(row, ours);
    Samples theirs = outcome.of(row, peer);
    double most = Math.max(most(mine), most(theirs));
    text(10, y + 20, 12, row.label() + (row.unit().isEmpty() ? "" : ", " + row.unit()));
    bar(mine, y, most, "#2a7f62");
    bar(theirs, y + BAR + 3, most, "#9a9a9a");
  }

  private static double most(Samples samples) {
    return samples.isEmpty() ? 0 : samples.most();
  }

  private void bar(Samples samples, int y, double most, String colour) {
    if (samples.isEmpty()) {
      return;
    }
    double scale = most == 0 ? 0 : WIDTH / most;
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>%n"
            .formatted(LEFT, y, px(samples.median() * scale), BAR, colour));
    svg.append(
        "<line x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\" stroke=\"black\"/>%n"
            .formatted(
                px(LEFT + samples.least() * scale),
                px(LEFT + samples.most() * scale),
                y + BAR / 2,
                y + BAR / 2));
    text(LEFT + WIDTH + 8, y + BAR - 3, 12, Report.number(samples.median()));
  }

  private void legend(int y) {
    svg.append(
        "<rect x=\"10\" y=\"%d\" width=\"12\" height=\"12\" fill=\"#2a7f62\"/>%n".formatted(y));
    text(28, y + 11, 12, ours.name());
    svg.append(
        "<rect x=\"120\" y=\"%d\" width=\"12\" height=\"12\" fill=\"#9a9a9a\"/>%n".formatted(y));
    text(138, y + 11, 12, peer.name() + "; thin line: least to most");
  }

  private void text(int x, int y, int size, String words) {
    svg.append("<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>%n".formatted(x, y, size, words));
  }

  private static String px(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
