package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Constant;
import dev.stint.sql.tree.Term.TimeConstant;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BigDecimalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BigIntLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ConstantContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DecimalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DoubleLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExponentLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FloatLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntegerLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedParameterLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedParameterMarkerRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NullLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumberContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumericLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ParameterMarkerContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PosParameterLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleStringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SmallIntLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TinyIntLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TypeConstructorContext;

/// Constants as they are written.
final class ConstantBuilder {

  private final TreeBuilder trees;
  private final IntervalBuilder intervals;

  ConstantBuilder(TreeBuilder trees) {
    this.trees = trees;
    this.intervals = new IntervalBuilder(trees);
  }

  /// The offset of a time zone that an interval stands for.
  String offset(IntervalContext interval) {
    return intervals.offset(interval);
  }

  Term constant(ConstantContext constant) {
    var span = TreeBuilder.span(constant);
    return switch (constant) {
      case NullLiteralContext _ -> new Constant(span, Literal.nullOf(DataType.VOID));
      case BooleanLiteralContext truth ->
          new Constant(span, truth.booleanValue().TRUE() != null ? Literal.TRUE : Literal.FALSE);
      case StringLiteralContext text ->
          new Constant(span, Literal.ofString(string(text.stringLit())));
      case NumericLiteralContext number -> new Constant(span, number(number.number()));
      case TypeConstructorContext typed -> typed(span, typed);
      case IntervalLiteralContext interval ->
          new Constant(span, intervals.interval(interval.interval()));
      case NamedParameterLiteralContext named -> {
        var name = named.namedParameterMarker().simpleIdentifier().getText();
        yield new Constant(span, trees.parameters().named(trees, constant, name));
      }
      case PosParameterLiteralContext _ ->
          new Constant(span, trees.parameters().positional(trees, constant));
      default -> throw trees.notSupported(constant, "this constant");
    };
  }

  /// The value of adjacent strings together.
  String string(StringLitContext text) {
    var value = new StringBuilder();
    text.singleStringLit().forEach(part -> value.append(string(part)));
    return value.toString();
  }

  String string(SingleStringLitContext part) {
    return part.singleStringLitWithoutMarker() == null
        ? parameter(part.parameterMarker())
        : string(part.getText());
  }

  /// The value of one literal: with its escapes resolved, or as it stands after `r`.
  private String string(String literal) {
    char first = literal.charAt(0);
    boolean isRaw = first == 'r' || first == 'R';
    int start = isRaw ? 2 : 1;
    String body = literal.substring(start, literal.length() - 1);
    if (isRaw) {
      return body;
    }
    return trees.meanings().isOn(Settings.QUOTES_SEPARATE)
        ? Escapes.separate(body, first)
        : Escapes.resolve(body, first);
  }

  /// A time that names its zone is an instant, whatever else TIMESTAMP means.
  private DataType timestampType(String text) {
    boolean hasZone = text.matches("(?s).*:[^:]*[A-Za-z+-].*");
    return hasZone ? DataType.TIMESTAMP : trees.meanings().timestampType();
  }

  /// A parameter that stands beside strings, or in the place of one.
  private String parameter(ParameterMarkerContext marker) {
    var value =
        marker instanceof NamedParameterMarkerRuleContext named
            ? trees
                .parameters()
                .named(trees, marker, named.namedParameterMarker().simpleIdentifier().getText())
            : trees.parameters().positional(trees, marker);
    boolean isText = value.type().equals(DataType.STRING) && value.text() != null;
    if (!isText && !value.type().equals(DataType.VOID)) {
      throw trees.error(marker, "a parameter for a part of a string must be a string");
    }
    return value.text() == null ? "" : value.text();
  }

  private Term typed(Span span, TypeConstructorContext typed) {
    String type = typed.literalType().getText().toUpperCase(Locale.ROOT);
    String text = string(typed.singleStringLitWithoutMarker().getText());
    return switch (type) {
      case "DATE" -> new TimeConstant(span, DataType.DATE, text);
      case "TIMESTAMP" -> new TimeConstant(span, timestampType(text), text);
      case "TIMESTAMP_LTZ" -> new TimeConstant(span, DataType.TIMESTAMP, text);
      case "TIMESTAMP_NTZ" -> new TimeConstant(span, DataType.TIMESTAMP_NTZ, text);
      case "INTERVAL" -> new Constant(span, intervals.interval(span, text));
      case "TIME" -> new TimeConstant(span, DataType.TIME, text);
      case "X" -> new Constant(span, binary(span, text));
      default -> throw trees.error(span, "constants of type " + type + " are not supported");
    };
  }

  private Literal binary(Span span, String digits) {
    String even = digits.length() % 2 == 0 ? digits : "0" + digits;
    try {
      return new Literal(DataType.BINARY, HexFormat.of().formatHex(HexFormat.of().parseHex(even)));
    } catch (IllegalArgumentException _) {
      throw trees.error(span, "these are not hexadecimal digits");
    }
  }

  private Literal number(NumberContext number) {
    String text = number.getText();
    return switch (number) {
      case IntegerLiteralContext _ -> whole(number, new BigDecimal(text));
      case DecimalLiteralContext _ -> decimal(number, new BigDecimal(text));
      case BigDecimalLiteralContext _ -> decimal(number, new BigDecimal(without(text, 2)));
      case ExponentLiteralContext _ -> floating(number, DataType.DOUBLE, text);
      case DoubleLiteralContext _ -> floating(number, DataType.DOUBLE, without(text, 1));
      case FloatLiteralContext _ -> floating(number, DataType.FLOAT, without(text, 1));
      case BigIntLiteralContext _ -> ofType(number, DataType.BIGINT, text, 64);
      case SmallIntLiteralContext _ -> ofType(number, DataType.SMALLINT, text, 16);
      case TinyIntLiteralContext _ -> ofType(number, DataType.TINYINT, text, 8);
      default -> throw trees.notSupported(number, "this number");
    };
  }

  private static String without(String text, int suffixLength) {
    return text.substring(0, text.length() - suffixLength);
  }

  /// The narrowest of INT, BIGINT and a decimal.
  private Literal whole(NumberContext number, BigDecimal value) {
    int bits = value.toBigInteger().bitLength();
    if (bits < 32) {
      return Literal.ofLong(DataType.INT, value.longValueExact());
    }
    return bits < 64
        ? Literal.ofLong(DataType.BIGINT, value.longValueExact())
        : decimal(number, value);
  }

  private Literal ofType(NumberContext number, DataType type, String text, int bits) {
    var value = new BigDecimal(without(text, 1));
    if (value.toBigInteger().bitLength() >= bits) {
      throw trees.error(number, "this number does not fit " + type);
    }
    return Literal.ofLong(type, value.longValueExact());
  }

  private Literal floating(NumberContext number, DataType type, String text) {
    boolean isFloat = type.equals(DataType.FLOAT);
    double value = isFloat ? Float.parseFloat(text) : Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw trees.error(number, "this number does not fit " + type);
    }
    return new Literal(type, Double.toString(value));
  }

  private Literal decimal(NumberContext number, BigDecimal value) {
    int scale = Math.max(0, value.scale());
    int precision = Math.max(value.precision() - Math.min(0, value.scale()), scale);
    if (precision > DataType.MAX_DECIMAL_PRECISION) {
      throw trees.error(number, "this number has more than 38 digits");
    }
    return new Literal(
        DataType.decimal(Math.max(1, precision), scale), value.setScale(scale).toPlainString());
  }
}
