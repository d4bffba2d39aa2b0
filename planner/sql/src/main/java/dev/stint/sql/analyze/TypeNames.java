package dev.stint.sql.analyze;

import dev.stint.plan.type.DataType;
import dev.stint.sql.parse.Marks;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;

/// Types as they are written in CAST.
final class TypeNames {

  private TypeNames() {}

  static DataType of(AnalysisContext context, SqlNode node) {
    if (!(node instanceof SqlDataTypeSpec spec)) {
      throw context.source().error(node, "this is not a type");
    }
    String text =
        switch (spec.getTypeNameSpec()) {
          case SqlBasicTypeNameSpec basic -> basicName(basic);
          case SqlUserDefinedTypeNameSpec named -> name(named.getTypeName());
          default ->
              throw Unsupported.notSupported(
                  context, node, "the type " + context.source().snippet(node));
        };
    try {
      return DataType.parse(text);
    } catch (IllegalArgumentException e) {
      throw context.source().error(node, String.valueOf(e.getMessage()));
    }
  }

  private static String name(SqlIdentifier identifier) {
    return String.join(".", Marks.names(identifier));
  }

  private static String basicName(SqlBasicTypeNameSpec spec) {
    String name = spec.getTypeName().getSimple().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "INTEGER" -> "int";
      case "VARCHAR", "CHAR" -> spec.getPrecision() < 0 ? "string" : name;
      case "VARBINARY" -> "binary";
      case "TIMESTAMP_WITH_LOCAL_TIME_ZONE" -> "timestamp";
      case "DECIMAL", "DEC", "NUMERIC" ->
          spec.getPrecision() < 0
              ? "decimal"
              : "decimal(%d,%d)".formatted(spec.getPrecision(), Math.max(0, spec.getScale()));
      default -> name;
    };
  }
}
