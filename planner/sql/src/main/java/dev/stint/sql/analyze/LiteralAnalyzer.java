package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Constants;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.BitString;

/// Constants as they are written.
final class LiteralAnalyzer {

  private final AnalysisContext context;

  LiteralAnalyzer(AnalysisContext context) {
    this.context = context;
  }

  Expression analyze(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral tagged) {
      return time(tagged.tag, literal, tagged.getValue());
    }
    SqlTypeName type = literal.getTypeName();
    return switch (type) {
      case BOOLEAN -> literal.booleanValue() ? Literal.TRUE : Literal.FALSE;
      // Its type comes from where it stands.
      case NULL -> Literal.nullOf(DataType.STRING);
      case CHAR, VARCHAR -> Literal.ofString(context.marks().string(literal));
      case BINARY, VARBINARY -> binary(literal);
      case DECIMAL, DOUBLE, REAL, FLOAT, INTEGER, BIGINT -> number(literal);
      case DATE -> time("DATE", literal, String.valueOf(literal.toValue()));
      case TIMESTAMP -> time("TIMESTAMP", literal, String.valueOf(literal.toValue()));
      default ->
          throw context
              .source()
              .error(
                  literal,
                  "an interval may stand only beside '+' or '-'; there are no interval values");
    };
  }

  private Expression binary(SqlLiteral literal) {
    var bits = literal.getValueAs(BitString.class);
    return new Literal(DataType.BINARY, java.util.HexFormat.of().formatHex(bits.getAsByteArray()));
  }

  private Expression number(SqlLiteral literal) {
    var value = literal.bigDecimalValue();
    if (value == null) {
      throw context.source().error(literal, "this number is not supported");
    }
    var marked = context.marks().numberType(literal);
    if (marked.isPresent()) {
      return ofType(literal, marked.get(), value);
    }
    boolean isApproximate = literal.getTypeName() == SqlTypeName.DOUBLE || isExponential(literal);
    if (isApproximate) {
      return new Literal(DataType.DOUBLE, Double.toString(value.doubleValue()));
    }
    if (value.scale() <= 0) {
      for (var type : java.util.List.of(DataType.INT, DataType.BIGINT)) {
        var fitting = fitting(type, value);
        if (fitting.isPresent()) {
          return fitting.get();
        }
      }
    }
    return decimal(literal, value);
  }

  private boolean isExponential(SqlLiteral literal) {
    return context.source().snippet(literal).toLowerCase(Locale.ROOT).matches("[+-]?[\\d.]+e.*");
  }

  private static java.util.Optional<Literal> fitting(DataType type, BigDecimal value) {
    try {
      return Constants.literal(type, value.longValueExact());
    } catch (ArithmeticException e) {
      return java.util.Optional.empty();
    }
  }

  private Expression ofType(SqlLiteral literal, DataType type, BigDecimal value) {
    if (type.isFloatingPoint()) {
      double number = type.equals(DataType.FLOAT) ? value.floatValue() : value.doubleValue();
      return new Literal(type, Double.toString(number));
    }
    return fitting(type, value)
        .orElseThrow(() -> context.source().error(literal, "this number does not fit " + type));
  }

  private Expression decimal(SqlLiteral literal, BigDecimal value) {
    int scale = Math.max(0, value.scale());
    int precision = Math.max(value.precision() - Math.min(0, value.scale()), scale);
    if (precision > DataType.MAX_DECIMAL_PRECISION) {
      throw context.source().error(literal, "this number has more than 38 digits");
    }
    return Constants.literal(DataType.decimal(Math.max(1, precision), scale), value).orElseThrow();
  }

  private Expression time(String tag, SqlLiteral literal, Object value) {
    DataType type =
        switch (tag.toUpperCase(Locale.ROOT)) {
          case "DATE" -> DataType.DATE;
          case "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP WITH LOCAL TIME ZONE" -> DataType.TIMESTAMP;
          case "TIMESTAMP_NTZ", "DATETIME" -> DataType.TIMESTAMP_NTZ;
          default ->
              throw context
                  .source()
                  .error(literal, "constants of type " + tag + " are not supported");
        };
    return Constants.parse(type, String.valueOf(value), context.zone())
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        literal,
                        "'%s' is not a %s; write it like %s"
                            .formatted(
                                value,
                                type,
                                type.equals(DataType.DATE)
                                    ? "2020-01-31"
                                    : "2020-01-31 23:59:59.123")));
  }
}
