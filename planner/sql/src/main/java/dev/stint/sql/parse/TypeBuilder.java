package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DataTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NonTrivialPrimitiveTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PrimitiveDataTypeContext;
import org.jspecify.annotations.Nullable;

/// Types as they are written in CAST.
final class TypeBuilder {

  private final TreeBuilder trees;

  TypeBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  DataType type(DataTypeContext type) {
    if (!(type instanceof PrimitiveDataTypeContext primitive)) {
      throw trees.notSupported(type, "the type " + type.getText());
    }
    var special = primitive.primitiveType().nonTrivialPrimitiveType();
    try {
      return special == null ? DataType.parse(type.getText()) : special(special);
    } catch (IllegalArgumentException e) {
      throw trees.error(type, String.valueOf(e.getMessage()));
    }
  }

  /// How long a type's strings may be; `null` where it says nothing of that.
  static @Nullable TextLimit limit(DataTypeContext type) {
    return TextLimit.parse(type.getText()).orElse(null);
  }

  private DataType special(NonTrivialPrimitiveTypeContext type) {
    if (type.STRING() != null && type.collateClause() == null) {
      return DataType.STRING;
    }
    // A cast to a bounded string is one to a string, as in Spark.
    if (type.CHARACTER() != null || type.CHAR() != null || type.VARCHAR() != null) {
      if (type.length == null) {
        throw trees.error(type, "a type of this kind needs a length, as in varchar(10)");
      }
      return DataType.STRING;
    }
    if (type.DECIMAL() != null || type.DEC() != null || type.NUMERIC() != null) {
      String text = type.getText().toLowerCase(Locale.ROOT);
      return DataType.parse(text.replaceFirst("^[a-z]+", "decimal"));
    }
    if (type.INTERVAL() != null) {
      return interval(type);
    }
    if (type.TIME() != null) {
      return type.precision == null
          ? DataType.TIME
          : DataType.parse("time(" + type.precision.getText() + ")");
    }
    if (type.TIMESTAMP() != null) {
      return type.withoutTimeZone() == null
          ? trees.meanings().timestampType()
          : DataType.TIMESTAMP_NTZ;
    }
    throw trees.notSupported(type, "the type " + type.getText());
  }

  private DataType interval(NonTrivialPrimitiveTypeContext type) {
    var from = type.fromYearMonth == null ? type.fromDayTime : type.fromYearMonth;
    if (from == null) {
      throw trees.notSupported(
          type, "intervals of months and days together; name the fields, as in INTERVAL DAY");
    }
    String to = type.to == null ? "" : " to " + type.to.getText();
    return DataType.parse("interval " + from.getText() + to);
  }
}
