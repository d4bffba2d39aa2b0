package dev.stint.tests.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/// Medians of a [Comparison] as bars on a logarithmic axis.
final class ComparisonChart {

  private static final Color[] COLORS = {
    new Color(0x1f6feb), new Color(0x8a939d), new Color(0xd9822b), new Color(0x6f42c1)
  };

  /// Letters are drawn as outlines in steps of less than any screen shows.
  private static final Pattern MORE_DIGITS = Pattern.compile("(\\.\\d)\\d+");

  private ComparisonChart() {}

  static void write(Path file, String title, Map<String, Map<String, Timing>> timings)
      throws IOException {
    var chart =
        new CategoryChartBuilder()
            .width(960)
            .height(360)
            .title(title)
            .yAxisTitle("milliseconds, median")
            .build();
    var style = chart.getStyler();
    style.setYAxisLogarithmic(true);
    style.setYAxisMin(1.0);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setPlotGridVerticalLinesVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setSeriesColors(COLORS);
    style.setAvailableSpaceFill(0.8);
    var queries = new ArrayList<>(timings.keySet());
    for (var engine : timings.values().iterator().next().keySet()) {
      List<Double> values =
          timings.values().stream().map(found -> found.get(engine).wall()).toList();
      chart.addSeries(engine, queries, values);
    }
    var svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
    Files.writeString(file, MORE_DIGITS.matcher(svg).replaceAll("$1"));
  }
}
