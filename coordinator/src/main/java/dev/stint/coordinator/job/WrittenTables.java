package dev.stint.coordinator.job;

import dev.stint.config.job.Output;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tables that the statements of a job write, for those that read them: with the types they
/// were written with, which text does not tell, nor a folder without files. Belongs to one thread.
final class WrittenTables {

  private final List<JobStep> steps;
  private final Function<JobStep, StageGraph> planner;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  /// `planner` plans a step anew: of one that was run by another coordinator.
  WrittenTables(List<JobStep> steps, Function<JobStep, StageGraph> planner) {
    this.steps = steps;
    this.planner = planner;
  }

  /// A step that is planned now.
  void planned(JobStep step, StageGraph graph) {
    if (step.output() != null) {
      schemas.put(step.origin().statement(), schema(graph));
    }
  }

  private static Schema schema(StageGraph graph) {
    var fields = new ArrayList<Field>();
    for (var field : graph.root().fragment().root().schema().fields()) {
      fields.add(Field.nullable(field.name(), field.type()));
    }
    return new Schema(fields);
  }

  /// The tables of a step, those that steps before it wrote with their schemas.
  List<TableSource> of(JobStep step) {
    return step.tables().stream().map(table -> typed(table, step)).toList();
  }

  private TableSource typed(TableSource table, JobStep reader) {
    var writer = writer(table, reader);
    if (writer == null) {
      return table;
    }
    var schema =
        schemas.computeIfAbsent(writer.origin().statement(), _ -> schema(planner.apply(writer)));
    return schema.fields().isEmpty()
        ? table
        : new TableSource(table.name(), table.path(), table.format(), table.options(), schema);
  }

  /// The step whose output a table is, `null` for an input of the job, and for files that may be of
  /// others alone.
  private @Nullable JobStep writer(TableSource table, JobStep reader) {
    for (var step : steps) {
      var output = step.output();
      boolean isBefore = step.origin().statement() < reader.origin().statement();
      if (isBefore
          && output != null
          && step.name().equals(table.name())
          && output.path().equals(table.path())
          && output.mode() != Output.Mode.IGNORE) {
        return step;
      }
    }
    return null;
  }

  /// Rows that have the declared columns of one of `tables`, which reads them by these, may be
  /// added to its files whatever columns those have.
  ///
  /// @throws StintException of kind USER when rows would be added to files of other columns
  static void requireAppendable(
      StageGraph graph, Output output, List<TableSource> tables, Catalog catalog) {
    if (output.mode() != Output.Mode.APPEND
        || !(graph.root().fragment().output() instanceof FileSink sink)
        || tables.stream().anyMatch(table -> declares(table, schema(graph), output))) {
      return;
    }
    catalog
        .output(sink.format(), output.path())
        .ifPresent(there -> requireSame(schema(graph), sink, there));
  }

  private static boolean declares(TableSource table, Schema written, Output output) {
    var declared = table.schema();
    return declared != null
        && table.path().equals(output.path())
        && Set.copyOf(declared.fields()).equals(Set.copyOf(written.fields()));
  }

  private static void requireSame(Schema schema, FileSink sink, Table there) {
    var partitions = sink.partitionColumns().stream().map(schema::field).map(Field::name).toList();
    var present = there.partitionFields().stream().map(Field::name).toList();
    if (!isSame(partitions, present)) {
      throw StintException.user(
          "%s is partitioned by %s, and rows would be added that are partitioned by %s; partition them alike, or write elsewhere"
              .formatted(sink.path(), listed(present), listed(partitions)));
    }
    for (var field : there.fileSchema().fields()) {
      if (schema.indexOf(field.name()).isEmpty()) {
        throw StintException.user(
            "the files in %s have a column %s, which the rows that would be added do not have; name the columns alike, or write elsewhere"
                .formatted(sink.path(), field.name()));
      }
    }
    boolean isTyped = sink.format().formatName().equals("parquet");
    for (var field : schema.fields()) {
      var known = there.schema().indexOf(field.name());
      boolean isUnknownInJson = known.isEmpty() && sink.format().formatName().equals("json");
      if (isUnknownInJson) {
        continue; // it may be NULL in the file that was looked at
      }
      if (known.isEmpty()) {
        throw StintException.user(
            "the files in %s have no column %s, which the rows that would be added have; name the columns alike, or write elsewhere"
                .formatted(sink.path(), field.name()));
      }
      var type = there.schema().type(known.getAsInt());
      boolean isInFile = present.stream().noneMatch(field.name()::equalsIgnoreCase);
      if (isTyped && isInFile && !type.equals(field.type())) {
        throw StintException.user(
            "column %s is %s in the files in %s, and %s in the rows that would be added; cast it"
                .formatted(field.name(), type, sink.path(), field.type()));
      }
    }
  }

  private static boolean isSame(List<String> some, List<String> others) {
    return String.join("\0", some).equalsIgnoreCase(String.join("\0", others));
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
