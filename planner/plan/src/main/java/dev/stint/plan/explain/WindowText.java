package dev.stint.plan.explain;

import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.node.WindowNode;
import java.util.ArrayList;
import java.util.Locale;

/// A window as one line: its calls with their frames, then the partition and the order.
final class WindowText {

  private final ExpressionText columns;

  private WindowText(ExpressionText columns) {
    this.columns = columns;
  }

  static String of(WindowNode window) {
    var text = new WindowText(new ExpressionText(window.input().schema()));
    var calls = new ArrayList<String>();
    int inputs = window.input().schema().size();
    for (int index = 0; index < window.calls().size(); index++) {
      String name = window.schema().field(inputs + index).name();
      calls.add(text.call(window.calls().get(index)) + " AS " + name);
    }
    boolean hasPartition = !window.partitionColumns().isEmpty();
    return (hasPartition ? "Window: " : "Window over all rows, in one task: ")
        + String.join(", ", calls)
        + (hasPartition ? " by " + text.columns.columns(window.partitionColumns()) : "")
        + (window.orderKeys().isEmpty() ? "" : " order " + text.columns.keys(window.orderKeys()));
  }

  private String call(WindowCall call) {
    return switch (call) {
      case WindowCall.Rank(var ranking) -> ranking.name().toLowerCase(Locale.ROOT) + "()";
      case WindowCall.Ntile(int tiles) -> "ntile(" + tiles + ")";
      case WindowCall.Offset offset -> offset(offset);
      case WindowCall.Nth nth -> nth(nth) + frame(nth.frame());
      case WindowCall.Aggregate(var aggregate, var frame) -> columns.of(aggregate) + frame(frame);
    };
  }

  private String offset(WindowCall.Offset call) {
    String name = call.offset() < 0 ? "lag" : "lead";
    String orElse = call.orElse() == null ? "" : ", " + columns.column(call.orElse());
    long rows = Math.abs(call.offset());
    return name
        + "("
        + columns.column(call.column())
        + ", "
        + rows
        + orElse
        + ")"
        + of(call.nulls());
  }

  private String nth(WindowCall.Nth call) {
    String argument = columns.column(call.column());
    boolean isFirst = call.from() == WindowCall.From.FIRST;
    String text =
        call.n() > 1
            ? "nth_value(" + argument + ", " + call.n() + ")" + (isFirst ? "" : " FROM LAST")
            : (isFirst ? "first_value(" : "last_value(") + argument + ")";
    return text + of(call.nulls());
  }

  private static String of(WindowCall.Nulls nulls) {
    return nulls == WindowCall.Nulls.IGNORE ? " IGNORE NULLS" : "";
  }

  private String frame(Frame frame) {
    return " [" + start(frame.start()) + " to " + end(frame.end()) + "]";
  }

  private String start(Frame.Bound bound) {
    return switch (bound) {
      case Frame.Unbounded _ -> "first";
      case Frame.Peers _ -> "first peer";
      case Frame.Row(long offset) -> row(offset);
      case Frame.Value(int column) -> "value " + columns.column(column);
    };
  }

  private String end(Frame.Bound bound) {
    return switch (bound) {
      case Frame.Unbounded _ -> "last";
      case Frame.Peers _ -> "last peer";
      case Frame.Row(long offset) -> row(offset);
      case Frame.Value(int column) -> "value " + columns.column(column);
    };
  }

  private static String row(long offset) {
    return offset == 0 ? "row" : "row %+d".formatted(offset);
  }
}
