package dev.stint.coordinator.report;

import java.util.ArrayList;
import java.util.List;

/// Text in columns, two spaces apart: the first and the last to the left, the others to the right.
final class Grid {

  private final List<List<String>> rows = new ArrayList<>();

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  String text() {
    int[] widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(line(row, widths).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      var cell = row.get(column);
      var padding = " ".repeat(widths[column] - cell.length());
      boolean isLeft = column == 0 || column == widths.length - 1;
      line.append(isLeft ? cell + padding : padding + cell).append("  ");
    }
    return line.toString();
  }
}
