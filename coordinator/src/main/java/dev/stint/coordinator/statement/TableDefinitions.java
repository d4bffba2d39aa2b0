package dev.stint.coordinator.statement;

import dev.stint.config.job.Output;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.TextLimit;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What statements say of tables, as the catalog has it.
final class TableDefinitions {

  private TableDefinitions() {}

  /// The name of a table, which must be in the one schema that there is.
  static String name(Statement statement, Span span, List<String> name) {
    var schema = String.join(".", name.subList(0, name.size() - 1)).toLowerCase(Locale.ROOT);
    boolean isPlain = List.of("", "default", "spark_catalog.default").contains(schema);
    if (!isPlain) {
      throw statement
          .source()
          .error(
              span,
              "not supported: schemas other than 'default'; '%s' is in one"
                  .formatted(String.join(".", name)));
    }
    return name.getLast();
  }

  static StoredTable table(
      String name,
      String path,
      String format,
      Command.CreateTable table,
      List<ViewColumn> columns) {
    return new StoredTable(
        name,
        path,
        format,
        table.options(),
        StoredTable.text(schema(columns), limits(columns), table.partitionBy()),
        table.partitionBy(),
        table.location() == null,
        comments(table),
        table.remarks(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Map<String, String> comments(Command.CreateTable table) {
    var comments = new HashMap<String, String>();
    for (var column : table.columns()) {
      if (column.comment() != null) {
        comments.put(column.name().toLowerCase(Locale.ROOT), column.comment());
      }
    }
    return comments;
  }

  /// The limits on the strings of columns, by their names in lower case.
  static Map<String, TextLimit> limits(List<ViewColumn> columns) {
    var limits = new HashMap<String, TextLimit>();
    for (var column : columns) {
      TextLimit.parse(column.type())
          .ifPresent(limit -> limits.put(column.name().toLowerCase(Locale.ROOT), limit));
    }
    return limits;
  }

  /// Columns as they are read again.
  static Schema schema(List<ViewColumn> columns) {
    return new Schema(
        columns.stream().map(column -> Field.nullable(column.name(), column.dataType())).toList());
  }

  /// The columns that a statement declares.
  static List<ViewColumn> columns(Statement statement, Command.CreateTable table) {
    if (table.columns().isEmpty()) {
      throw statement
          .source()
          .error(
              table.span(),
              "a table needs columns, (id INT, …), or a query, AS SELECT …; files that are there"
                  + " are read with --table or in place");
    }
    var columns =
        table.columns().stream()
            .map(column -> new ViewColumn(column.name(), column.typeName()))
            .toList();
    var schema = schema(columns);
    for (var name : table.partitionBy()) {
      if (schema.indexOf(name).isEmpty()) {
        throw statement
            .source()
            .error(table.span(), "PARTITIONED BY names '%s', which is no column".formatted(name));
      }
    }
    return columns;
  }

  /// A table without rows is a folder too: with a file that no reader takes for one of its own.
  static void mark(StoredTable table, Session session) {
    session.prepareOutput(table.path());
    session.store().write(markOf(table), new byte[0]);
  }

  static String markOf(StoredTable table) {
    return table.path() + "/_table";
  }

  static Output output(StoredTable table, Output.Mode mode) {
    return new Output(
        table.path(),
        table.format(),
        mode,
        table.partitionBy(),
        Output.DEFAULT_TARGET_FILE_SIZE,
        table.options());
  }

  /// Where rows take the place of those in one folder of a table, `name=value/…`.
  static Output output(StoredTable table, String folder) {
    int told = folder.split("/", -1).length;
    return new Output(
        table.path() + "/" + folder,
        table.format(),
        Output.Mode.OVERWRITE,
        table.partitionBy().subList(told, table.partitionBy().size()),
        Output.DEFAULT_TARGET_FILE_SIZE,
        table.options());
  }

  /// Where rows are written that nothing is among yet.
  static Output output(String path) {
    return new Output(
        path,
        Output.DEFAULT_FORMAT,
        Output.Mode.ERRORIFEXISTS,
        List.of(),
        Output.DEFAULT_TARGET_FILE_SIZE,
        Map.of());
  }

  /// Only columns that become folders are named in PARTITION.
  static void requirePartitions(Statement statement, Command.Insert insert, StoredTable table) {
    for (var name : insert.partition().keySet()) {
      if (table.partitionBy().stream().noneMatch(name::equalsIgnoreCase)) {
        throw statement
            .source()
            .error(
                insert.span(),
                "the table is not partitioned by '%s'%s"
                    .formatted(name, NearestName.suggestion(name, table.partitionBy())));
      }
    }
  }
}
