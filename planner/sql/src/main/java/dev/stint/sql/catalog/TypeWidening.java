package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import org.jspecify.annotations.Nullable;

/// Which type holds the values of two without loss, where files of one table disagree.
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
