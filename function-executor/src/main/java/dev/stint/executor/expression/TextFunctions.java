package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.text.Concat;
import dev.stint.executor.kernel.text.RegexEdit;
import dev.stint.executor.kernel.text.Substrings;
import dev.stint.executor.kernel.text.TextCase;
import dev.stint.executor.kernel.text.TextEdit;
import dev.stint.executor.kernel.text.Trim;
import dev.stint.plan.expression.Call;
import dev.stint.plan.type.TypeKind;
import java.util.Arrays;

/// Functions of strings.
final class TextFunctions {

  private TextFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case CONCAT -> Concat::concat;
      case CONCAT_WS -> Concat::concatWithSeparator;
      case UPPER -> (v, _) -> TextCase.upper(texts(v[0]));
      case LOWER -> (v, _) -> TextCase.lower(texts(v[0]));
      case INITCAP -> (v, _) -> TextCase.capitalize(texts(v[0]));
      case TRIM -> (v, _) -> trim(v, Trim.Ends.BOTH);
      case LTRIM -> (v, _) -> trim(v, Trim.Ends.LEFT);
      case RTRIM -> (v, _) -> trim(v, Trim.Ends.RIGHT);
      case LPAD -> pad(call, true);
      case RPAD -> pad(call, false);
      case REPEAT -> (v, _) -> Concat.repeat(texts(v[0]), v[1]);
      case REVERSE -> (v, _) -> TextEdit.reverse(texts(v[0]));
      case REPLACE -> TextEdit::replace;
      case LOCATE -> TextEdit::locate;
      case SPLIT_PART -> TextEdit::splitPart;
      case SUBSTRING_INDEX -> TextEdit::substringIndex;
      case TRANSLATE -> TextEdit::translate;
      case ASCII -> (v, _) -> TextEdit.firstCodePoint(texts(v[0]));
      case CHR -> (v, _) -> TextEdit.character(longs(v[0]));
      case LEVENSHTEIN ->
          (v, _) -> TextEdit.distance(texts(v[0]), texts(v[1]), v.length > 2 ? longs(v[2]) : null);
      case REGEXP_REPLACE -> new RegexEdit("regexp_replace")::replace;
      case REGEXP_EXTRACT -> new RegexEdit("regexp_extract")::extract;
      case LENGTH, OCTET_LENGTH, SUBSTRING, LEFT, RIGHT -> part(call);
      default -> throw new IllegalArgumentException("no function of strings: " + call);
    };
  }

  private static VectorFunction pad(Call call, boolean isLeft) {
    return call.type().kind() == TypeKind.BINARY
        ? (v, rowCount) -> TextEdit.padBytes(v, rowCount, isLeft)
        : (v, rowCount) -> TextEdit.pad(v, rowCount, isLeft);
  }

  /// Lengths and parts count code points of strings, but bytes of binary.
  private static VectorFunction part(Call call) {
    boolean isBinary = call.argument(0).type().kind() == TypeKind.BINARY;
    var units = isBinary ? Substrings.Units.BYTES : Substrings.Units.CODE_POINTS;
    return switch (call.function()) {
      case OCTET_LENGTH -> (v, _) -> Substrings.length(texts(v[0]), Substrings.Units.BYTES);
      case LENGTH -> (v, _) -> Substrings.length(texts(v[0]), units);
      case LEFT -> (v, _) -> Substrings.left(texts(v[0]), longs(v[1]), units);
      case RIGHT -> (v, _) -> Substrings.right(texts(v[0]), longs(v[1]), units);
      case SUBSTRING ->
          (v, rowCount) -> {
            var lengths = v.length > 2 ? longs(v[2]) : toTheEnd(rowCount);
            return Substrings.substring(texts(v[0]), longs(v[1]), lengths, units);
          };
      default -> throw new IllegalArgumentException("no part of a string: " + call);
    };
  }

  private static Vector trim(Vector[] arguments, Trim.Ends ends) {
    return Trim.trim(texts(arguments[0]), arguments.length > 1 ? texts(arguments[1]) : null, ends);
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
