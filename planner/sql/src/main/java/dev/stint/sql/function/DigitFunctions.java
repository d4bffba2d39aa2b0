package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BINARY;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TINYINT;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.List;

/// Numbers by their digits and bits.
final class DigitFunctions {

  private DigitFunctions() {}

  static void define(ScalarFunctions functions) {
    digits(functions);
    bits(functions);
    bitmaps(functions);
  }

  private static void bitmaps(ScalarFunctions functions) {
    functions
        .define("bitmap_bucket_number", 1, 1, DigitFunctions::bitmap)
        .says("bitmap_bucket_number(n)", "Which bitmap of 32,768 bits has a bit for `n`.")
        .example("bitmap_bucket_number(32769)", "2");
    functions
        .define("bitmap_bit_position", 1, 1, DigitFunctions::place)
        .says("bitmap_bit_position(n)", "Which of its bits.")
        .example("bitmap_bit_position(32770)", "1");
    functions
        .define("bitmap_count", ScalarFunction.BITMAP_COUNT, BIGINT, BINARY)
        .says("bitmap_count(bitmap)", "How many bits are set.")
        .example("bitmap_count(X'FF01')", "9");
  }

  private static final long BITMAP_BITS = 32_768;

  /// From 1 on for numbers above 0, from 0 down for others.
  private static Expression bitmap(FunctionCall call) {
    var number = call.as(0, BIGINT);
    var above = arithmetic(call, ScalarFunction.ADD, divided(call, less(call, number)), 1);
    return ifPositive(call, number, above, divided(call, number));
  }

  private static Expression divided(FunctionCall call, Expression number) {
    return arithmetic(call, ScalarFunction.INT_DIVIDE, number, BITMAP_BITS);
  }

  private static Expression less(FunctionCall call, Expression number) {
    return arithmetic(call, ScalarFunction.SUBTRACT, number, 1);
  }

  private static Expression place(FunctionCall call) {
    var number = call.as(0, BIGINT);
    var above = arithmetic(call, ScalarFunction.REMAINDER, less(call, number), BITMAP_BITS);
    var below = arithmetic(call, ScalarFunction.REMAINDER, number, BITMAP_BITS);
    return ifPositive(call, number, above, call.call(ScalarFunction.NEGATE, BIGINT, below));
  }

  private static Expression arithmetic(
      FunctionCall call, ScalarFunction function, Expression number, long by) {
    return call.call(function, BIGINT, number, Literal.ofLong(BIGINT, by));
  }

  private static Expression ifPositive(
      FunctionCall call, Expression number, Expression then, Expression otherwise) {
    var zero = Literal.ofLong(BIGINT, 0);
    var isPositive = Call.of(ScalarFunction.GREATER, DataType.BOOLEAN, number, zero);
    var branch = new Case.Branch(isPositive, then);
    return call.context().folder().fold(new Case(List.of(branch), otherwise, BIGINT));
  }

  private static void digits(ScalarFunctions functions) {
    functions
        .define("factorial", ScalarFunction.FACTORIAL, BIGINT, INT)
        .says("factorial(n)", "NULL unless `n` is from 0 to 20.")
        .example("factorial(5)", "120");
    functions
        .define("width_bucket", 4, 4, DigitFunctions::bucket)
        .says(
            "width_bucket(a, low, high, n)",
            "In which of `n` equal parts `a` lies: 0 below, n + 1 above; NULL where there are"
                + " none.")
        .example("width_bucket(5.3, 0.2, 10.6, 5)", "3");
    functions
        .define("bin", ScalarFunction.BIN, STRING, BIGINT)
        .says("bin(n)", "Binary digits, of a negative number all 64.")
        .example("bin(13)", "1101");
    functions
        .define("conv", 3, 3, DigitFunctions::convert)
        .says(
            "conv(digits, from, to)",
            "Between bases 2 to 36, of 64 bits; a negative `to` gives a sign. NULL for other"
                + " bases.")
        .example("conv('ff', 16, 10)", "255");
  }

  private static void bits(ScalarFunctions functions) {
    functions
        .define("shiftleft <<", 2, 2, call -> shift(call, ScalarFunction.SHIFT_LEFT))
        .says("shiftleft(a, n), a << n", "Of int or bigint; `n` modulo 32 or 64.")
        .example("shiftleft(2, 1)", "4");
    functions
        .define("shiftright >>", 2, 2, call -> shift(call, ScalarFunction.SHIFT_RIGHT))
        .says("shiftright(a, n), a >> n", "The sign moves in.")
        .example("shiftright(-4, 1)", "-2");
    functions
        .define(
            "shiftrightunsigned >>>",
            2,
            2,
            call -> shift(call, ScalarFunction.SHIFT_RIGHT_UNSIGNED))
        .says("shiftrightunsigned(a, n), a >>> n", "Zeros move in.")
        .example("shiftrightunsigned(-4, 1)", "2147483646");
    functions
        .define("bit_not", 1, 1, DigitFunctions::invert)
        .titled("~")
        .says("~a", "")
        .example("~0", "-1");
    functions
        .define("bit_count", 1, 1, DigitFunctions::countBits)
        .says("bit_count(a)", "How many bits are set, of 64.")
        .example("bit_count(7)", "3");
    functions
        .define("getbit bit_get", 2, 2, DigitFunctions::bit)
        .says("getbit(a, place)", "The lowest bit has place 0; a place beyond is an error.")
        .example("getbit(11, 1)", "1");
  }

  /// How many bits there are says the number's type.
  private static Expression bit(FunctionCall call) {
    var number = call.type(0).isInteger() ? call.argument(0) : call.as(0, BIGINT);
    return call.call(ScalarFunction.BIT_GET, TINYINT, number, call.as(1, INT));
  }

  private static Expression invert(FunctionCall call) {
    var number = call.number(0);
    return call.call(ScalarFunction.BIT_NOT, number.type(), number);
  }

  private static Expression countBits(FunctionCall call) {
    var value =
        call.type(0).equals(DataType.BOOLEAN)
            ? call.context().coercion().cast(call.argument(0), BIGINT)
            : call.as(0, BIGINT);
    return call.call(ScalarFunction.BIT_COUNT, INT, value);
  }

  private static Expression shift(FunctionCall call, ScalarFunction function) {
    var type = call.type(0).equals(BIGINT) ? BIGINT : INT;
    return call.call(function, type, call.as(0, type), call.as(1, INT));
  }

  private static Expression bucket(FunctionCall call) {
    return call.call(
        ScalarFunction.WIDTH_BUCKET,
        BIGINT,
        place(call, 0),
        place(call, 1),
        place(call, 2),
        call.as(3, BIGINT));
  }

  /// A number, or an interval as the number of its months or seconds.
  private static Expression place(FunctionCall call, int index) {
    var type = call.type(index);
    if (!type.isInterval()) {
      return call.as(index, DOUBLE);
    }
    var coercion = call.context().coercion();
    var whole = type.isOfMonths() ? DataType.YEAR_TO_MONTH : DataType.DAY_TO_SECOND;
    var exact = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 6);
    return coercion.cast(coercion.cast(coercion.cast(call.argument(index), whole), exact), DOUBLE);
  }

  /// Without ANSI mode a number of too many bits is -1, which the fourth operand asks for.
  private static Expression convert(FunctionCall call) {
    var operands = new ArrayList<>(List.of(call.as(0, STRING), call.as(1, INT), call.as(2, INT)));
    if (!call.context().settings().isAnsi()) {
      operands.add(Literal.ofString("lenient"));
    }
    return call.call(ScalarFunction.CONV, STRING, operands);
  }
}
