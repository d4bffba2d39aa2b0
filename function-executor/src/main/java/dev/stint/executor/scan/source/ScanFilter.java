package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.expression.RowFilter;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A scan's filter, or a part of it, over a batch of just the columns that it reads, in the order
/// of `columns`.
public final class ScanFilter {

  private final Expression condition;
  private final ExpressionCompiler compiler;
  private final List<Integer> columns;
  private final RowFilter filter;

  private long testedRows;
  private long passedRows;

  public ScanFilter(Expression condition, ExpressionCompiler compiler) {
    this.condition = condition;
    this.compiler = compiler;
    this.columns = ColumnUse.columns(condition);
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      numbers.put(columns.get(i), i);
    }
    this.filter = compiler.compileFilter(ColumnUse.renumber(condition, numbers));
  }

  /// Filters that drop the same rows one after the other: those of one column each that cannot
  /// fail, in any order, and at the end one for all the rest, if there is any.
  public List<ScanFilter> parts() {
    var byColumn = new LinkedHashMap<Integer, List<Expression>>();
    var rest = new ArrayList<Expression>();
    for (var term : terms(condition)) {
      var part = new ScanFilter(term, compiler);
      if (part.isOfOneColumn()) {
        byColumn.computeIfAbsent(part.columns.getFirst(), _ -> new ArrayList<>()).add(term);
      } else {
        rest.add(term);
      }
    }
    var parts = new ArrayList<ScanFilter>();
    byColumn.values().forEach(terms -> parts.add(all(terms)));
    if (!rest.isEmpty()) {
      parts.add(all(rest));
    }
    return parts;
  }

  private static List<Expression> terms(Expression condition) {
    return condition instanceof Call call && call.function() == ScalarFunction.AND
        ? call.arguments().stream().flatMap(term -> terms(term).stream()).toList()
        : List.of(condition);
  }

  private ScanFilter all(List<Expression> terms) {
    var conjunction =
        terms.size() == 1
            ? terms.getFirst()
            : new Call(ScalarFunction.AND, terms, DataType.BOOLEAN);
    return new ScanFilter(conjunction, compiler);
  }

  /// Whether it reads one column and fails for no value of it.
  public boolean isOfOneColumn() {
    return columns.size() == 1 && filter.isTotal();
  }

  /// Columns of the scan, ascending.
  public List<Integer> columns() {
    return columns;
  }

  /// Of all rows so far; 1 before the first.
  public double passedShare() {
    return testedRows == 0 ? 1 : passedRows / (double) testedRows;
  }

  /// The rows of `batch` that survive, ascending, to the front of `out`; returns how many.
  public int select(Batch batch, int[] out) {
    int passed = filter.select(batch, RowIndexes.identity(), batch.rowCount(), out);
    testedRows += batch.rowCount();
    passedRows += passed;
    return passed;
  }
}
