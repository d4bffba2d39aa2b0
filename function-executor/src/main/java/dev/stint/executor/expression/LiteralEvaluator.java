package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Literal;
import org.jspecify.annotations.Nullable;

/// The same value for every row. One vector serves all batches up to its length.
final class LiteralEvaluator implements Evaluator {

  private final Literal literal;
  private @Nullable Vector vector;

  LiteralEvaluator(Literal literal) {
    this.literal = literal;
  }

  @Override
  public Vector evaluate(Batch batch) {
    int rowCount = batch.rowCount();
    var known = vector;
    if (known == null || known.rowCount() < rowCount) {
      known = Literals.vector(literal, rowCount);
      vector = known;
    }
    return known.rowCount() == rowCount ? known : shortened(known, rowCount);
  }

  private static Vector shortened(Vector vector, int rowCount) {
    return switch (vector) {
      case LongVector longs -> new LongVector(rowCount, longs.values(), longs.nulls());
      case DoubleVector doubles -> new DoubleVector(rowCount, doubles.values(), doubles.nulls());
      case Int128Vector numbers ->
          new Int128Vector(rowCount, numbers.high(), numbers.low(), numbers.nulls());
      case BytesVector bytes -> {
        var dictionary = bytes.dictionary();
        int[] ids = bytes.ids();
        yield dictionary == null || ids == null
            ? new BytesVector(
                rowCount, bytes.data(), bytes.starts(), bytes.lengths(), bytes.nulls())
            : BytesVector.ofDictionary(rowCount, ids, dictionary, bytes.nulls());
      }
    };
  }
}
