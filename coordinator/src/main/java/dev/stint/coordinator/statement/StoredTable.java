package dev.stint.coordinator.statement;

import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import dev.stint.plan.type.TextLimit;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.CatalogTable;
import dev.stint.sql.request.Remarks;
import dev.stint.sql.request.ViewColumn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A table of the catalog. `schema` is written as in options, the columns of `partitionBy` last.
/// The files of one that is managed go with it. `comments` are on columns, by their names in lower
/// case; `createdAt` is an instant as text. An entry may leave out all from `comments` on.
public record StoredTable(
    String name,
    String path,
    String format,
    Map<String, String> options,
    String schema,
    List<String> partitionBy,
    boolean isManaged,
    Map<String, String> comments,
    Remarks remarks,
    String createdAt) {

  public StoredTable {
    options = Map.copyOf(options);
    partitionBy = List.copyOf(partitionBy);
    comments = comments == null ? Map.of() : Map.copyOf(comments);
    remarks = remarks == null ? Remarks.NONE : remarks;
    createdAt = createdAt == null ? "" : createdAt;
  }

  StoredTable with(Remarks other) {
    return new StoredTable(
        name, path, format, options, schema, partitionBy, isManaged, comments, other, createdAt);
  }

  /// The same under another name.
  StoredTable named(String other) {
    return new StoredTable(
        other, path, format, options, schema, partitionBy, isManaged, comments, remarks, createdAt);
  }

  /// The same over the files of a user.
  StoredTable at(String place) {
    return new StoredTable(
        name, place, format, options, schema, partitionBy, false, comments, remarks, createdAt);
  }

  /// The same with other columns, and comments on them.
  StoredTable with(List<ViewColumn> columns, Map<String, String> said) {
    return new StoredTable(
        name,
        path,
        format,
        options,
        text(TableDefinitions.schema(columns), TableDefinitions.limits(columns), partitionBy),
        partitionBy,
        isManaged,
        said,
        remarks,
        createdAt);
  }

  /// With their types as users write them.
  List<ViewColumn> columns() {
    var limits = SchemaText.limits(schema);
    return SchemaText.parse(schema).fields().stream()
        .map(field -> new ViewColumn(field.name(), type(field, limits).toString()))
        .toList();
  }

  /// The table as statements tell of it.
  CatalogTable told() {
    return new CatalogTable(
        name,
        path,
        format,
        options,
        columns(),
        comments,
        partitionBy,
        isManaged,
        remarks,
        createdAt);
  }

  /// `schema`, in an order of its own, as tables have it; `limits` are those of its strings, by the
  /// names of columns in lower case.
  static String text(Schema schema, Map<String, TextLimit> limits, List<String> partitionBy) {
    return ordered(schema, partitionBy).fields().stream()
        .map(field -> "`" + field.name().replace("`", "``") + "` " + type(field, limits))
        .collect(Collectors.joining(", "));
  }

  private static Object type(Field field, Map<String, TextLimit> limits) {
    var limit = limits.get(field.name().toLowerCase(Locale.ROOT));
    return limit == null ? field.type() : limit;
  }

  /// The columns that become folders stand last, as in Spark.
  private static Schema ordered(Schema schema, List<String> partitionBy) {
    var fields =
        new java.util.ArrayList<>(
            schema.fields().stream().filter(field -> !isIn(partitionBy, field)).toList());
    for (String name : partitionBy) {
      schema.fields().stream().filter(f -> f.name().equalsIgnoreCase(name)).forEach(fields::add);
    }
    return new Schema(fields);
  }

  private static boolean isIn(List<String> names, Field field) {
    return names.stream().anyMatch(field.name()::equalsIgnoreCase);
  }

  /// The table as statements read it.
  public TableSource source() {
    return new TableSource(name, path, format, options, SchemaText.parse(schema))
        .withLimits(SchemaText.limits(schema));
  }
}
