package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.cast.Casts;
import dev.stint.executor.kernel.time.DatetimeEdit;
import dev.stint.executor.kernel.time.DatetimePattern;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Dates and timestamps read and written by a pattern, and moved between zones.
final class DatetimeTextFunctions {

  private DatetimeTextFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    var edit = new DatetimeEdit(zone);
    return switch (call.function()) {
      case DATE_FORMAT -> format(call, edit);
      case TO_DATE, TO_TIMESTAMP -> parse(call, edit, zone);
      case TRY_TO_DATE, TRY_TO_TIMESTAMP ->
          (v, _) -> edit.tryParse((BytesVector) v[0], (BytesVector) v[1], call.type());
      case FROM_UTC_TIMESTAMP -> (v, _) -> edit.fromUtc((LongVector) v[0], (BytesVector) v[1]);
      case TO_UTC_TIMESTAMP -> (v, _) -> edit.toUtc((LongVector) v[0], (BytesVector) v[1]);
      default -> throw new IllegalArgumentException("no text of dates: " + call);
    };
  }

  private static VectorFunction format(Call call, DatetimeEdit edit) {
    var type = call.argument(0).type();
    var pattern = constantPattern(call.argument(1));
    return pattern == null
        ? (v, _) -> edit.format((LongVector) v[0], (BytesVector) v[1], type)
        : (v, _) -> edit.format((LongVector) v[0], pattern, type);
  }

  private static VectorFunction parse(Call call, DatetimeEdit edit, ZoneId zone) {
    var type = call.type();
    if (call.argument(0).type().kind() != TypeKind.STRING) {
      throw new IllegalArgumentException("no string to parse: " + call);
    }
    if (call.arguments().size() == 1) {
      return (v, _) -> Casts.cast(v[0], DataType.STRING, type, zone, OnError.FAIL);
    }
    var pattern = constantPattern(call.argument(1));
    return (Vector[] v, int _) ->
        pattern == null
            ? edit.parse((BytesVector) v[0], (BytesVector) v[1], type)
            : edit.parse((BytesVector) v[0], pattern, type);
  }

  private static @Nullable DatetimePattern constantPattern(Expression argument) {
    return argument instanceof Literal literal && literal.text() != null
        ? DatetimePattern.of(literal.text())
        : null;
  }
}
