package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.path.PartitionFolder;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// INSERT: the rows of a query as the columns of a table are.
public final class InsertAnalyzer {

  private final AnalysisContext context;

  public InsertAnalyzer(AnalysisContext context) {
    this.context = context;
  }

  /// The rows that go into a table, as its columns are: those that are not given are NULL.
  public Relation insert(Command.Insert insert) {
    var name = String.join(".", insert.table());
    var table = table(insert);
    var rows = QueryAnalyzer.withViews(context).query(insert.query(), null);
    var fields = table.schema().fields();
    var given =
        insert.byName() == Command.ByName.BY_NAME
            ? rows.columns().stream().map(Column::name).toList()
            : insert.columns().isEmpty()
                ? fields.stream()
                    .map(Field::name)
                    .filter(field -> value(insert, field).isEmpty())
                    .toList()
                : insert.columns();
    requireOnce(insert, given);
    if (given.size() != rows.columns().size()) {
      throw context
          .source()
          .error(
              insert.span(),
              "%s takes %d columns here, and the query gives %d"
                  .formatted(name, given.size(), rows.columns().size()));
    }
    requireColumns(insert, given, fields);
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var field : fields) {
      int place = place(given, field.name());
      var value =
          place < 0
              ? value(insert, field.name()).orElseGet(() -> Literal.nullOf(field.type()))
              : (Expression) rows.columns().get(place).ref();
      columns.add(context.ids().column(field.name(), field.type(), true));
      values.add(SqlFunctions.cast(context.inAnsiMode(), insert.span(), value, field.type()));
    }
    var written = new LimitedText(context).written(table, new Project(rows, columns, values));
    return isOfOnePlace(insert) ? withoutPartition(insert, written) : written;
  }

  private Table table(Command.Insert insert) {
    return context
        .request()
        .catalog()
        .find(insert.table().getLast())
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        insert.span(),
                        "no table is called '%s'".formatted(String.join(".", insert.table()))));
  }

  /// Whether rows go into one folder of a table, in place of those that are there.
  private static boolean isOfOnePlace(Command.Insert insert) {
    return insert.mode() == Command.InsertMode.OVERWRITE && !insert.partition().isEmpty();
  }

  /// The columns that the name of the folder does not tell.
  private static Relation withoutPartition(Command.Insert insert, Relation rows) {
    return Relations.select(
        rows,
        rows.columns().stream()
            .filter(c -> insert.partition().keySet().stream().noneMatch(c.name()::equalsIgnoreCase))
            .toList());
  }

  /// The folder below a table's whose rows `INSERT OVERWRITE` replaces: those of the first of
  /// `partitionBy`, for which PARTITION has values. Empty where it has none.
  public String folder(Command.Insert insert, List<String> partitionBy) {
    var first = partitionBy.subList(0, Math.min(insert.partition().size(), partitionBy.size()));
    if (first.stream().anyMatch(name -> value(insert, name).isEmpty())) {
      throw context
          .source()
          .error(
              insert.span(),
              "the partitions that are replaced are %s; those with a value must come first"
                  .formatted(String.join(", ", partitionBy)));
    }
    return first.stream()
        .map(name -> PartitionFolder.of(name, text(insert, name)))
        .collect(Collectors.joining("/"));
  }

  private @Nullable String text(Command.Insert insert, String column) {
    var schema = table(insert).schema();
    var type = schema.type(schema.indexOf(column).orElseThrow());
    var inAnsiMode = context.inAnsiMode();
    var typed =
        SqlFunctions.cast(inAnsiMode, insert.span(), value(insert, column).orElseThrow(), type);
    if (!(inAnsiMode.coercion().cast(typed, DataType.STRING) instanceof Literal text)) {
      throw context
          .source()
          .error(
              insert.span(),
              "the value of '%s' cannot be cast to %s (CAST_INVALID_INPUT)"
                  .formatted(column, type));
    }
    if ("".equals(text.text())) {
      throw context.source().error(insert.span(), "the value of '%s' is empty".formatted(column));
    }
    return text.text();
  }

  /// The value that PARTITION has for a column.
  private Optional<Expression> value(Command.Insert insert, String column) {
    return insert.partition().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(column))
        .findFirst()
        .flatMap(entry -> Variables.constant(context, entry.getValue()));
  }

  private void requireOnce(Command.Insert insert, List<String> given) {
    for (var name : insert.partition().keySet()) {
      if (place(given, name) >= 0) {
        throw context
            .source()
            .error(insert.span(), "'%s' is given by PARTITION and by the query".formatted(name));
      }
    }
  }

  private void requireColumns(Command.Insert insert, List<String> given, List<Field> fields) {
    var known = fields.stream().map(Field::name).toList();
    for (var name : given) {
      if (place(known, name) < 0) {
        throw context
            .source()
            .error(
                insert.span(),
                "the table has no column '%s'%s"
                    .formatted(name, NearestName.suggestion(name, known)));
      }
    }
  }

  private static int place(List<String> names, String wanted) {
    for (int place = 0; place < names.size(); place++) {
      if (names.get(place).equalsIgnoreCase(wanted)) {
        return place;
      }
    }
    return -1;
  }
}
