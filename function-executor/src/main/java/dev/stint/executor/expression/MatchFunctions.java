package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.BytesMatcher;
import dev.stint.executor.kernel.RowMatch;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.kernel.text.LikeMatcher;
import dev.stint.executor.kernel.text.RegexMatcher;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Conditions on strings: patterns and parts.
final class MatchFunctions {

  private static final char DEFAULT_ESCAPE = '\\';

  private MatchFunctions() {}

  static VectorFunction of(Call call) {
    var matcher = constantMatcher(call);
    if (matcher != null) {
      return (v, _) -> matcher.evaluate((BytesVector) v[0]);
    }
    var matches = new RowMatch((BytesVector pattern, int row) -> matcher(call, pattern, row));
    return (v, _) -> matches.evaluate((BytesVector) v[0], (BytesVector) v[1]);
  }

  /// The matcher of a call whose pattern is constant and not NULL; `null` for any other.
  static @Nullable BytesMatcher constantMatcher(Call call) {
    return switch (call.function()) {
      case LIKE, ILIKE, RLIKE, STARTS_WITH, ENDS_WITH, CONTAINS ->
          call.argument(1) instanceof Literal literal && literal.text() != null
              ? matcher(call, (BytesVector) Literals.vector(literal, 1), 0)
              : null;
      default -> null;
    };
  }

  private static BytesMatcher matcher(Call call, BytesVector pattern, int row) {
    return switch (call.function()) {
      case LIKE -> new LikeMatcher(pattern.string(row), escape(call));
      case ILIKE -> RegexMatcher.ignoringCase(pattern.string(row), escape(call));
      case RLIKE -> RegexMatcher.find(pattern.string(row));
      case STARTS_WITH -> LikeMatcher.prefix(bytes(pattern, row));
      case ENDS_WITH -> LikeMatcher.suffix(bytes(pattern, row));
      case CONTAINS -> LikeMatcher.contains(bytes(pattern, row));
      default -> throw new IllegalArgumentException("no pattern: " + call);
    };
  }

  private static byte[] bytes(BytesVector vector, int row) {
    int start = vector.starts()[row];
    return Arrays.copyOfRange(vector.data(), start, start + vector.lengths()[row]);
  }

  private static char escape(Call call) {
    if (call.arguments().size() < 3) {
      return DEFAULT_ESCAPE;
    }
    if (call.argument(2) instanceof Literal escape
        && escape.text() != null
        && escape.text().length() == 1) {
      return escape.text().charAt(0);
    }
    throw StintException.user(
        "[INVALID_ESCAPE_CHAR] the escape of %s must be one character, but is %s"
            .formatted(call.function().sqlName(), call.argument(2)));
  }
}
