package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.ParquetTypes.FileColumn;
import dev.stint.sql.catalog.TableFooters.SameSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The columns of a table of Parquet files: all of all files by name, or those that the user
/// declared. A column that some file has in a way that cannot be read as the table's is refused
/// when a query asks for it, and only then.
final class ParquetSchemas {

  /// What can be read, and what cannot.
  record Columns(Schema schema, List<UnreadableColumn> unreadable) {}

  private static final String FLAT_ONLY =
      "Stint reads no such type: name the columns that you need instead of *, or write it as"
          + " others";

  private ParquetSchemas() {}

  /// All columns in the order in which they are met. A column that some file lacks is nullable, as
  /// is one of which some footer does not promise that it has no NULL; types that differ are
  /// widened where nothing is lost.
  static Columns merged(List<SameSchema> schemas) {
    var merged = new TreeMap<String, Merged>(String.CASE_INSENSITIVE_ORDER);
    var inOrder = new ArrayList<Merged>();
    for (var schema : schemas) {
      var twins = twins(schema.columns());
      for (var column : schema.columns()) {
        var known = merged.get(column.name());
        if (known == null) {
          known = new Merged(column.name());
          merged.put(column.name(), known);
          inOrder.add(known);
        }
        known.add(column, schema);
        if (twins.contains(column.name()) && known.refusal == null) {
          known.refusal = ambiguous(column.name(), schema.first());
        }
      }
    }
    int fileCount = schemas.stream().mapToInt(SameSchema::fileCount).sum();
    var fields = new ArrayList<Field>();
    var unreadable = new ArrayList<UnreadableColumn>();
    for (var column : inOrder) {
      if (column.refusal == null) {
        fields.add(column.field(fileCount));
      } else {
        unreadable.add(new UnreadableColumn(column.name, column.refusal));
      }
    }
    return new Columns(new Schema(fields), unreadable);
  }

  /// Names that a file has for several columns, whatever their case.
  private static Set<String> twins(List<FileColumn> columns) {
    var seen = new HashSet<String>();
    var twins = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (var column : columns) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        twins.add(column.name());
      }
    }
    return twins;
  }

  private static String ambiguous(String name, TableFile file) {
    return "%s has several columns named %s, whatever their case; give the table a schema with those of one case, or write the file anew"
        .formatted(file.path(), name);
  }

  private static final class Merged {

    private final String name;
    private @Nullable DataType type;
    private String origin = "";
    private boolean isNullable;
    private int files;
    private @Nullable String refusal;

    Merged(String name) {
      this.name = name;
    }

    void add(FileColumn column, SameSchema schema) {
      var file = schema.first();
      files += schema.fileCount();
      isNullable |= column.isNullable() && !schema.statistics().isNullFree(column.name());
      if (column.isVoid() || refusal != null) {
        return;
      }
      if (column.type() == null) {
        refusal = unknownType(column, file);
      } else if (type == null) {
        type = column.type();
        origin = file.path();
      } else {
        var common = TypeWidening.common(type, column.type());
        refusal = common == null ? contradiction(type, column.type(), file) : null;
        type = common == null ? type : common;
      }
    }

    private String contradiction(DataType known, DataType other, TableFile file) {
      return "column %s is %s in %s but %s in %s; give the table a schema or read the files apart"
          .formatted(name, known, origin, other, file.path());
    }

    Field field(int fileCount) {
      return new Field(name, type == null ? DataType.VOID : type, isNullable || files < fileCount);
    }
  }

  /// The columns of `declared`, each held against every file's.
  static Columns declared(List<SameSchema> schemas, Schema declared) {
    var refusals = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var schema : schemas) {
      var columns = new TreeMap<String, FileColumn>(String.CASE_INSENSITIVE_ORDER);
      schema.columns().forEach(column -> columns.putIfAbsent(column.name(), column));
      var exact = new HashMap<String, FileColumn>();
      var repeated = new HashSet<String>();
      for (var column : schema.columns()) {
        if (exact.putIfAbsent(column.name(), column) != null) {
          repeated.add(column.name());
        }
      }
      for (var field : declared.fields()) {
        var bound = exact.getOrDefault(field.name(), columns.get(field.name()));
        var refusal =
            repeated.contains(field.name())
                ? ambiguous(field.name(), schema.first())
                : refusal(bound, field, schema.first());
        if (refusal != null) {
          refusals.putIfAbsent(field.name(), refusal);
        }
      }
    }
    return without(refusals, declared);
  }

  private static Columns without(Map<String, String> refusals, Schema declared) {
    var unreadable = new ArrayList<UnreadableColumn>();
    refusals.forEach((name, reason) -> unreadable.add(new UnreadableColumn(name, reason)));
    var readable =
        declared.fields().stream().filter(field -> !refusals.containsKey(field.name())).toList();
    return new Columns(new Schema(readable), unreadable);
  }

  private static @Nullable String refusal(
      @Nullable FileColumn column, Field field, TableFile file) {
    if (column == null || column.isVoid()) {
      return null;
    }
    if (column.type() == null) {
      return unknownType(column, file);
    }
    return TypeWidening.widens(column.type(), field.type())
        ? null
        : "column %s is %s in %s, but %s in the table; only widening is done on reading: declare it as %s and cast it"
            .formatted(field.name(), column.type(), file.path(), field.type(), column.type());
  }

  private static String unknownType(FileColumn column, TableFile file) {
    return "column %s is %s in %s; %s"
        .formatted(column.name(), column.fileType(), file.path(), FLAT_ONLY);
  }
}
