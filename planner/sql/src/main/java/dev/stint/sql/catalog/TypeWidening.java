package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import org.jspecify.annotations.Nullable;

/// Which type holds the values of another, or of two, without loss: where files of one table
/// disagree with each other or with the schema that was declared.
final class TypeWidening {

  private TypeWidening() {}

  /// `null` when no type does.
  static @Nullable DataType common(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.isInteger() && b.isInteger()) {
      return a.kind().compareTo(b.kind()) > 0 ? a : b;
    }
    if (a.isFloatingPoint() && b.isFloatingPoint()) {
      return DataType.DOUBLE;
    }
    if (a.isDecimal() && b.isDecimal()) {
      return decimal(a, b);
    }
    return fitsDouble(a) && fitsDouble(b) ? DataType.DOUBLE : null;
  }

  /// Whether a file's values can be read as those of the table's type, none of them changed.
  static boolean widens(DataType file, DataType table) {
    if (file.equals(table)) {
      return true;
    }
    return switch (table.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT ->
          file.isInteger() && file.kind().compareTo(table.kind()) <= 0;
      case DECIMAL ->
          integerDigits(file) <= table.precision() - table.scale() && file.scale() <= table.scale();
      // Whole numbers of 64 bits are looked at one by one.
      case DOUBLE -> file.isInteger() || file.equals(DataType.FLOAT);
      case STRING -> file.equals(DataType.BINARY);
      case BINARY -> file.equals(DataType.STRING);
      case TIMESTAMP_NTZ -> file.equals(DataType.DATE);
      case BOOLEAN, FLOAT, DATE, TIMESTAMP -> false;
      // A file does not say how many digits; a time of more is refused when it is read.
      case TIME -> file.kind() == TypeKind.TIME;
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> false;
    };
  }

  /// Before the point; more than any decimal has for what is no exact number.
  private static int integerDigits(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INT -> 10;
      case BIGINT -> 19;
      case DECIMAL -> type.precision() - type.scale();
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          Integer.MAX_VALUE;
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> Integer.MAX_VALUE;
    };
  }

  private static @Nullable DataType decimal(DataType a, DataType b) {
    int scale = Math.max(a.scale(), b.scale());
    int integerDigits = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    return integerDigits + scale > DataType.MAX_DECIMAL_PRECISION
        ? null
        : DataType.decimal(integerDigits + scale, scale);
  }

  private static boolean fitsDouble(DataType type) {
    return type.isFloatingPoint() || (type.isInteger() && type.kind() != TypeKind.BIGINT);
  }
}
