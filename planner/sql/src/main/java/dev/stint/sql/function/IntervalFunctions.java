package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.DAY_TO_SECOND;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.TIMESTAMP;
import static dev.stint.plan.type.DataType.TIMESTAMP_NTZ;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;

/// Intervals made of numbers.
final class IntervalFunctions {

  private static final DataType SECONDS = DataType.decimal(18, 6);

  private IntervalFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("make_ym_interval", 0, 2, IntervalFunctions::months)
        .defaults("0", "0")
        .says("make_ym_interval([years[, months]])", "Beyond 2^31 months: error.")
        .example("string(make_ym_interval(1, 2))", "INTERVAL '1-2' YEAR TO MONTH");
    MixedInterval.define(functions);
    functions
        .define("time_bucket", 2, 3, IntervalFunctions::bucket)
        .says("time_bucket(interval, timestamp[, origin])", "The start of its stretch of time.")
        .example(
            "time_bucket(INTERVAL '15' MINUTE, TIMESTAMP_NTZ '2024-01-01 11:27:00')",
            "2024-01-01 11:15:00");
    functions
        .define("make_dt_interval", 0, 4, IntervalFunctions::days)
        .defaults("0", "0", "0", "0.000000")
        .says("make_dt_interval([days[, hours[, mins[, secs]]]])", "")
        .example("string(make_dt_interval(1, 12))", "INTERVAL '1 12:00:00' DAY TO SECOND");
  }

  /// By default from 1970 on.
  private static Expression bucket(FunctionCall call) {
    var length = call.argument(0);
    if (!length.type().isInterval() && !Coercion.isUntypedNull(length)) {
      throw call.error("time_bucket needs an interval, not " + length.type());
    }
    boolean isOfReadings = isReading(call, 1) || (call.count() == 3 && isReading(call, 2));
    var type = isOfReadings ? TIMESTAMP_NTZ : TIMESTAMP;
    var origin =
        call.count() == 3
            ? own(call, 2, type)
            : call.context()
                .coercion()
                .cast(new Literal(TIMESTAMP_NTZ, Literal.timestampText(0)), type);
    if (call.count() == 2 && call.node() instanceof Term.Call written) {
      call.context().forms().put(written, type.kind() + " '1970-01-01 00:00:00'");
    }
    var known =
        call.context()
            .coercion()
            .cast(length, length.type().isInterval() ? length.type() : DAY_TO_SECOND);
    return call.call(ScalarFunction.TIME_BUCKET, type, known, own(call, 1, type), origin);
  }

  private static boolean isReading(FunctionCall call, int index) {
    return call.type(index).equals(TIMESTAMP_NTZ);
  }

  /// An argument that is of a type already.
  private static Expression own(FunctionCall call, int index, DataType type) {
    if (!call.type(index).equals(type) && !Coercion.isUntypedNull(call.argument(index))) {
      throw call.error(
          "argument %d of time_bucket is %s; it needs %s"
              .formatted(index + 1, call.type(index), type));
    }
    return call.as(index, type);
  }

  private static Expression months(FunctionCall call) {
    return call.context()
        .folder()
        .fold(new Call(ScalarFunction.MAKE_YM_INTERVAL, ints(call, 2), DataType.YEAR_TO_MONTH));
  }

  private static Expression days(FunctionCall call) {
    var parts = new ArrayList<>(ints(call, 3));
    var seconds = call.count() < 4 ? Literal.ofLong(INT, 0) : call.number(3);
    parts.add(call.context().coercion().cast(seconds, SECONDS));
    return call.context()
        .folder()
        .fold(new Call(ScalarFunction.MAKE_DT_INTERVAL, parts, DataType.DAY_TO_SECOND));
  }

  /// The first arguments, 0 for those that are left out.
  private static List<Expression> ints(FunctionCall call, int count) {
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < count; index++) {
      parts.add(index < call.count() ? call.as(index, INT) : Literal.ofLong(INT, 0));
    }
    return parts;
  }
}
