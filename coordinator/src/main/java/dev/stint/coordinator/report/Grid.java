package dev.stint.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Text in columns, two spaces apart: the first and the last to the left, as are those that are
/// named as such, the others to the right. Where lines would be longer than `width`, the sets of
/// columns in `dispensable` are left out, one after the other, until they are not.
final class Grid {

  private static final String GAP = "  ";

  private final List<Set<Integer>> dispensable;
  private final Set<Integer> left;
  private final int width;
  private final List<List<String>> rows = new ArrayList<>();

  Grid(List<Set<Integer>> dispensable, int width) {
    this(dispensable, Set.of(), width);
  }

  Grid(List<Set<Integer>> dispensable, Set<Integer> left, int width) {
    this.left = Set.copyOf(left);
    this.dispensable = dispensable;
    this.width = width;
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  String text() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    var columns = columns(widths);
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(line(row, widths, columns).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private Set<Integer> columns(int[] widths) {
    var columns = new TreeSet<>(IntStream.range(0, widths.length).boxed().toList());
    for (var group : dispensable) {
      int sum = columns.stream().mapToInt(column -> widths[column] + GAP.length()).sum();
      if (sum - GAP.length() > width) {
        columns.removeAll(group);
      }
    }
    return columns;
  }

  private String line(List<String> row, int[] widths, Set<Integer> columns) {
    var line = new StringBuilder();
    for (int column : columns) {
      var cell = row.get(column);
      var padding = " ".repeat(widths[column] - cell.length());
      boolean isLeft = column == 0 || column == widths.length - 1 || left.contains(column);
      line.append(isLeft ? cell + padding : padding + cell).append(GAP);
    }
    return line.toString();
  }
}
