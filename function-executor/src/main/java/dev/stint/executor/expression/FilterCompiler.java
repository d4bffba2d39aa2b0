package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.BytesMatcher;
import dev.stint.executor.kernel.Comparison;
import dev.stint.executor.kernel.Select;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.kernel.number.DoubleSelect;
import dev.stint.executor.kernel.number.LongPairSelect;
import dev.stint.executor.kernel.number.LongSelect;
import dev.stint.executor.kernel.text.BytesCompareMatcher;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns conditions into filters: those on one column and constants, or on two columns of whole
/// numbers, select rows directly, all others are evaluated for the candidates.
final class FilterCompiler {

  private final ExpressionCompiler compiler;

  FilterCompiler(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  RowFilter filter(Expression condition) {
    return switch (condition) {
      case Call call -> callFilter(call);
      case In in when in.value() instanceof ColumnRef(int column, _) ->
          onColumn(column, InSets.of(in)::select);
      case In _ -> general(condition);
      case ColumnRef(int column, _) ->
          onColumn(
              column,
              (vector, rows, count, out) -> Select.isTrue((LongVector) vector, rows, count, out));
      case Literal literal -> constant(literal.equals(Literal.TRUE));
      case Case _ -> general(condition);
    };
  }

  private static RowFilter constant(boolean isTrue) {
    return (_, rows, count, out) -> isTrue ? Select.notNull(null, rows, count, out) : 0;
  }

  private RowFilter callFilter(Call call) {
    return switch (call.function()) {
      case AND -> and(call.arguments().stream().map(this::filter).toList());
      case OR -> or(call.arguments().stream().map(this::filter).toList());
      case NOT -> not(call.argument(0));
      case IS_NULL, IS_NOT_NULL -> nullFilter(call);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> comparison(call);
      default -> {
        var matcher = MatchFunctions.constantMatcher(call);
        yield matcher != null && call.argument(0) instanceof ColumnRef(int column, _)
            ? onColumn(column, select(matcher))
            : general(call);
      }
    };
  }

  /// Conditions that stand together and are of one column are one.
  private static RowFilter and(List<RowFilter> filters) {
    var merged = new ArrayList<RowFilter>();
    for (var filter : filters) {
      if (!merged.isEmpty()
          && filter instanceof ColumnFilter of
          && merged.getLast() instanceof ColumnFilter before
          && before.column() == of.column()) {
        merged.set(merged.size() - 1, before.and(of));
      } else {
        merged.add(filter);
      }
    }
    return merged.size() == 1 ? merged.getFirst() : new Conjunction(merged);
  }

  private record Conjunction(List<RowFilter> filters) implements RowFilter {

    @Override
    public int select(Batch batch, int[] rows, int count, int[] out) {
      int survivors = filters.getFirst().select(batch, rows, count, out);
      for (int i = 1; i < filters.size() && survivors > 0; i++) {
        survivors = filters.get(i).select(batch, out, survivors, out);
      }
      return survivors;
    }
  }

  /// Each filter sees the rows that no earlier one has taken.
  private static RowFilter or(List<RowFilter> filters) {
    return (batch, rows, count, out) -> {
      int[] open = Arrays.copyOf(rows, count);
      int[] taken = new int[count];
      int openCount = count;
      for (var filter : filters) {
        if (openCount > 0) {
          int takenCount = filter.select(batch, open, openCount, taken);
          openCount = Select.except(open, openCount, taken, takenCount, open);
        }
      }
      return Select.except(rows, count, open, openCount, out);
    };
  }

  /// Where the operand alone decides about NULL, the rest of its rows that are not NULL.
  private RowFilter not(Expression operand) {
    if (operand instanceof In in && in.value() instanceof ColumnRef(int column, _)) {
      return onColumn(column, complement(InSets.of(in)::select));
    }
    if (operand instanceof Call call) {
      var matcher = MatchFunctions.constantMatcher(call);
      if (matcher != null && call.argument(0) instanceof ColumnRef(int column, _)) {
        return onColumn(column, complement(select(matcher)));
      }
    }
    return general(new Call(ScalarFunction.NOT, List.of(operand), operand.type()));
  }

  private static ColumnFilter.ValueSelect complement(ColumnFilter.ValueSelect select) {
    return (vector, rows, count, out) -> {
      int[] matched = new int[count];
      int matchedCount = select.select(vector, rows, count, matched);
      return Select.except(rows, count, matched, matchedCount, out);
    };
  }

  private RowFilter nullFilter(Call call) {
    if (!(call.argument(0) instanceof ColumnRef(int column, _))) {
      return general(call);
    }
    return call.function() == ScalarFunction.IS_NULL
        ? (batch, rows, count, out) -> Select.isNull(batch.column(column).nulls(), rows, count, out)
        : onColumn(column, (_, rows, count, out) -> Select.notNull(null, rows, count, out));
  }

  private RowFilter comparison(Call call) {
    var comparison = ComparisonFunctions.comparison(call.function());
    RowFilter filter = null;
    if (call.argument(1) instanceof Literal constant) {
      filter = comparison(comparison, call.argument(0), constant);
    } else if (call.argument(0) instanceof Literal constant) {
      filter = comparison(comparison.mirrored(), call.argument(1), constant);
    }
    if (filter == null) {
      filter = ofColumns(comparison, call.argument(0), call.argument(1));
    }
    return filter == null ? general(call) : filter;
  }

  private static @Nullable RowFilter ofColumns(
      Comparison comparison, Expression left, Expression right) {
    return left instanceof ColumnRef(int leftColumn, DataType type)
            && right instanceof ColumnRef(int rightColumn, _)
            && type.physicalType() == PhysicalType.LONG
        ? new ColumnPairFilter(comparison, leftColumn, rightColumn)
        : null;
  }

  /// A condition on two columns of whole numbers.
  private record ColumnPairFilter(Comparison comparison, int left, int right) implements RowFilter {

    @Override
    public boolean isTotal() {
      return true;
    }

    @Override
    public int select(Batch batch, int[] rows, int count, int[] out) {
      return LongPairSelect.compare(
          comparison,
          (LongVector) batch.column(left),
          (LongVector) batch.column(right),
          rows,
          count,
          out);
    }
  }

  private static @Nullable RowFilter comparison(
      Comparison comparison, Expression operand, Literal constant) {
    if (!(operand instanceof ColumnRef(int column, _))) {
      return null;
    }
    if (constant.text() == null) {
      return constant(false);
    }
    return switch (constant.type().physicalType()) {
      case LONG -> {
        long value = Literals.longValue(constant);
        yield onColumn(
            column,
            (vector, rows, count, out) ->
                LongSelect.compare(
                    comparison, value, ((LongVector) vector).values(), rows, count, out));
      }
      case DOUBLE -> {
        double value = Literals.doubleValue(constant);
        yield onColumn(
            column,
            (vector, rows, count, out) -> {
              double[] values = ((DoubleVector) vector).values();
              return DoubleSelect.compare(comparison, value, values, rows, count, out);
            });
      }
      case BYTES ->
          onColumn(column, select(new BytesCompareMatcher(comparison, Literals.bytes(constant))));
      case INT128 -> null;
    };
  }

  private static ColumnFilter.ValueSelect select(BytesMatcher matcher) {
    return (vector, rows, count, out) -> matcher.select((BytesVector) vector, rows, count, out);
  }

  private static RowFilter onColumn(int column, ColumnFilter.ValueSelect select) {
    return new ColumnFilter(column, select);
  }

  private RowFilter general(Expression condition) {
    var guarded = compiler.guarded(condition);
    return (Batch batch, int[] rows, int count, int[] out) -> {
      if (count == 0) {
        return 0;
      }
      return guarded.isTotal()
          ? Select.isTrue((LongVector) guarded.evaluateAll(batch), rows, count, out)
          : Select.isTrueGathered(
              (LongVector) guarded.evaluateAt(batch, rows, count), rows, count, out);
    };
  }
}
