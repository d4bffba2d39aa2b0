package dev.stint.coordinator.statement;

import dev.stint.config.job.Output;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What statements say of tables, as the catalog has it.
final class TableDefinitions {

  private TableDefinitions() {}

  /// The name of a table, which must be in the one schema that there is.
  static String name(Statement statement, Span span, List<String> name) {
    boolean isPlain =
        name.size() == 1 || (name.size() == 2 && name.getFirst().equalsIgnoreCase("default"));
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
      String name, String path, String format, Command.CreateTable table, Schema schema) {
    return new StoredTable(
        name,
        path,
        format,
        table.options(),
        StoredTable.text(schema, table.partitionBy()),
        table.partitionBy(),
        table.location() == null);
  }

  /// The columns that the rows of a graph have, whose output are files.
  static Schema written(StageGraph graph) {
    return new Schema(
        graph.root().fragment().root().schema().fields().stream()
            .map(field -> Field.nullable(field.name(), field.type()))
            .toList());
  }

  static Schema schema(Statement statement, Command.CreateTable table) {
    if (table.columns().isEmpty()) {
      throw statement
          .source()
          .error(
              table.span(),
              "a table needs columns, (id INT, …), or a query, AS SELECT …; files that are there"
                  + " are read with --table or in place");
    }
    var fields = new ArrayList<Field>();
    for (var column : table.columns()) {
      fields.add(Field.nullable(column.name(), Objects.requireNonNull(column.type())));
    }
    var schema = new Schema(fields);
    for (var name : table.partitionBy()) {
      if (schema.indexOf(name).isEmpty()) {
        throw statement
            .source()
            .error(table.span(), "PARTITIONED BY names '%s', which is no column".formatted(name));
      }
    }
    return schema;
  }

  /// A table without rows is a folder too: with a file that no reader takes for one of its own.
  static void mark(StoredTable table, Session session) {
    session.prepareOutput(table.path());
    session.store().write(table.path() + "/_table", new byte[0]);
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
}
