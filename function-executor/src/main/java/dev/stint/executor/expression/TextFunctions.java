package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Substrings;
import dev.stint.plan.expression.Call;
import java.util.Arrays;

/// Functions of strings.
final class TextFunctions {

  private TextFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case SUBSTRING ->
          (v, rowCount) ->
              Substrings.substring(
                  texts(v[0]), longs(v[1]), v.length > 2 ? longs(v[2]) : toTheEnd(rowCount));
      case LEFT -> (v, _) -> Substrings.left(texts(v[0]), longs(v[1]));
      case RIGHT -> (v, _) -> Substrings.right(texts(v[0]), longs(v[1]));
      case LENGTH -> (v, _) -> Substrings.length(texts(v[0]));
      case OCTET_LENGTH -> (v, _) -> Substrings.octetLength(texts(v[0]));
      default -> throw new IllegalArgumentException("no function of strings: " + call);
    };
  }

  private static LongVector toTheEnd(int rowCount) {
    long[] lengths = new long[rowCount];
    Arrays.fill(lengths, Integer.MAX_VALUE);
    return new LongVector(rowCount, lengths, null);
  }

  private static BytesVector texts(Vector vector) {
    return (BytesVector) vector;
  }

  private static LongVector longs(Vector vector) {
    return (LongVector) vector;
  }
}
