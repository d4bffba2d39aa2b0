package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Statements about columns, schemas and what a session has set.
public final class SchemaAnalyzer {

  private static final String SCHEMA = "default";

  /// What Spark tells of a column that was analysed; here none is.
  private static final List<String> STATISTICS =
      List.of(
          "min", "max", "num_nulls", "distinct_count", "avg_col_len", "max_col_len", "histogram");

  private final AnalysisContext context;

  public SchemaAnalyzer(AnalysisContext context) {
    this.context = context;
  }

  /// The facts of a column, as Spark tells them.
  public Relation column(Command.DescribeColumn describe) {
    var columns = ViewAnalyzer.columns(context, describe.table());
    String name = describe.column().last();
    var column =
        columns.stream()
            .filter(one -> describe.column().parts().size() == 1)
            .filter(one -> one.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(
                () ->
                    context
                        .source()
                        .error(
                            describe.column(),
                            "no column is called '%s'%s"
                                .formatted(
                                    String.join(".", describe.column().parts()),
                                    NearestName.suggestion(
                                        name, columns.stream().map(Column::name).toList()))));
    var rows = new ArrayList<List<Literal>>();
    rows.add(row("col_name", column.name()));
    rows.add(row("data_type", context.ids().typeName(column)));
    var comment = new TableAnalyzer(context).comment(describe.table(), column.name());
    rows.add(row("comment", comment == null ? "NULL" : comment));
    if (describe.detail() == Command.Detail.EXTENDED) {
      STATISTICS.forEach(fact -> rows.add(row(fact, "NULL")));
    }
    return new Values(List.of(text("info_name"), text("info_value")), rows);
  }

  private static List<Literal> row(String name, String value) {
    return List.of(Literal.ofString(name), Literal.ofString(value));
  }

  private Column text(String name) {
    return context.ids().column(name, DataType.STRING, false);
  }

  /// The one schema that there is.
  public Relation schemas(Command.ShowSchemas show) {
    var rows =
        Stream.of(SCHEMA)
            .filter(name -> show.pattern() == null || CommandAnalyzer.matches(name, show.pattern()))
            .map(name -> List.of(Literal.ofString(name)))
            .toList();
    return new Values(List.of(text("namespace")), rows);
  }

  /// The one catalog that there is.
  public Relation catalogs(CatalogCommand.ShowCatalogs show) {
    var rows =
        Stream.of(ViewAnalyzer.CATALOG)
            .filter(name -> show.pattern() == null || CommandAnalyzer.matches(name, show.pattern()))
            .map(name -> List.of(Literal.ofString(name)))
            .toList();
    return new Values(List.of(text("catalog")), rows);
  }

  public Relation current() {
    return new Values(
        List.of(text("catalog"), text("namespace")), List.of(row(ViewAnalyzer.CATALOG, SCHEMA)));
  }

  /// The names stay, since names are looked for in that schema anyway.
  public Namespace used(Command.Use use) {
    var schema = String.join(".", use.schema()).toLowerCase(Locale.ROOT);
    if (!List.of(SCHEMA, "spark_catalog", "spark_catalog." + SCHEMA).contains(schema)) {
      throw context
          .source()
          .error(use.span(), "not supported: schemas other than '%s'".formatted(SCHEMA));
    }
    return context.request().names();
  }

  /// The names with a setting, or all, as they were at first; what cannot be set is so already.
  public Namespace reset(Command.Reset reset) {
    var names = context.request().names();
    return names.with(reset.key() == null ? Settings.NONE : names.settings().without(reset.key()));
  }
}
