package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesMatcher;
import dev.stint.executor.kernel.Compare;
import dev.stint.executor.kernel.Comparison;
import dev.stint.executor.kernel.Logic;
import dev.stint.executor.kernel.Select;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.kernel.number.LongSelect;
import dev.stint.executor.kernel.number.LongSet;
import dev.stint.executor.kernel.text.BytesSetMatcher;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import java.util.List;

/// The options of an `IN` in a form to look values up in. Rows and results as in [Select], of rows
/// that are not NULL.
sealed interface InSets {

  int select(Vector values, int[] rows, int count, int[] out);

  static InSets of(In in) {
    var options = in.options();
    return switch (in.value().type().physicalType()) {
      case LONG ->
          new Longs(new LongSet(options.stream().mapToLong(Literals::longValue).toArray()));
      case BYTES -> new Texts(new BytesSetMatcher(options.stream().map(Literals::bytes).toList()));
      case DOUBLE, INT128 -> new Others(options);
    };
  }

  record Longs(LongSet set) implements InSets {
    @Override
    public int select(Vector values, int[] rows, int count, int[] out) {
      return LongSelect.in(set, ((LongVector) values).values(), rows, count, out);
    }
  }

  record Texts(BytesMatcher matcher) implements InSets {
    @Override
    public int select(Vector values, int[] rows, int count, int[] out) {
      return matcher.select((BytesVector) values, rows, count, out);
    }
  }

  /// Compares with one option after the other: rare types, few options.
  record Others(List<Literal> options) implements InSets {
    @Override
    public int select(Vector values, int[] rows, int count, int[] out) {
      int rowCount = values.rowCount();
      var result = new LongVector(rowCount, new long[rowCount], values.nulls());
      for (var option : options) {
        var constants = Literals.vector(option, rowCount);
        result = Logic.or(result, Compare.compare(Comparison.EQUAL, values, constants));
      }
      return Select.isTrue(result, rows, count, out);
    }
  }
}
