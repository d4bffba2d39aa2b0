package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.path.PartitionFolder;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.CatalogTable;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Statements that tell what tables are.
public final class TableAnalyzer {

  private final AnalysisContext context;
  private final Namespace names;

  public TableAnalyzer(AnalysisContext context) {
    this.context = context;
    this.names = context.request().names();
  }

  /// The columns of a query with their comments, and which of a table's become folders.
  public Relation describe(Query query) {
    return rows(columns(query));
  }

  /// The same of a table, and all that the catalog knows of it.
  Relation described(Span span, Query.Table named) {
    var table = table(span, named.name());
    var rows = columns(named);
    rows.add(row("", "", ""));
    rows.add(row("# Detailed Table Information", "", ""));
    facts(table).forEach((fact, value) -> rows.add(row(fact, value, "")));
    return rows(rows);
  }

  private List<List<Literal>> columns(Query query) {
    var rows = new ArrayList<List<Literal>>();
    boolean isNamed = query instanceof Query.Table;
    var folders = new LinkedHashMap<String, List<Literal>>();
    partitionColumns(query).forEach(name -> folders.put(name.toLowerCase(Locale.ROOT), List.of()));
    for (var column : ViewAnalyzer.columns(context, query)) {
      String type = isNamed ? context.ids().typeName(column) : column.type().toString();
      var row = row(column.name(), type, comment(query, column.name()));
      rows.add(row);
      folders.replace(column.name().toLowerCase(Locale.ROOT), row);
    }
    if (!folders.isEmpty()) {
      rows.add(row("# Partition Information", "", ""));
      rows.add(row("# col_name", "data_type", "comment"));
      rows.addAll(folders.values());
    }
    return rows;
  }

  private List<String> partitionColumns(Query query) {
    if (!(query instanceof Query.Table named) || view(named.name()).isPresent()) {
      return List.of();
    }
    return known(named.name())
        .map(CatalogTable::partitionBy)
        .orElseGet(
            () ->
                file(named).stream()
                    .flatMap(table -> table.partitionFields().stream())
                    .map(Field::name)
                    .toList());
  }

  private Optional<Table> file(Query.Table named) {
    return named.name().size() == 1
        ? context.request().catalog().find(named.name().getFirst())
        : Optional.empty();
  }

  /// The comment on a column of a table; `null` where there is none.
  @Nullable String comment(Query query, String column) {
    return query instanceof Query.Table named && view(named.name()).isEmpty()
        ? known(named.name()).flatMap(table -> table.comment(column)).orElse(null)
        : null;
  }

  private Optional<View> view(List<String> name) {
    return TablePaths.isPath(name) ? Optional.empty() : names.view(name.getLast());
  }

  private Optional<CatalogTable> known(List<String> name) {
    return TablePaths.isPath(name) ? Optional.empty() : names.table(name.getLast());
  }

  private CatalogTable table(Span span, List<String> parts) {
    if (TablePaths.isPath(parts)) {
      throw context
          .source()
          .error(span, "files that are read in place are no table of the catalog");
    }
    String name = CommandAnalyzer.name(context, span, parts);
    return names.table(name).orElseThrow(() -> context.source().error(span, missing(name)));
  }

  private String missing(String name) {
    if (context.request().catalog().names().stream().anyMatch(name::equalsIgnoreCase)) {
      return "'%s' was given to this command and is no table of the catalog, which knows nothing of it"
          .formatted(name);
    }
    var known =
        Stream.concat(
            names.tables().stream().map(CatalogTable::name),
            names.views().stream().map(View::name));
    return "the catalog has no table or view '%s'%s"
        .formatted(name, NearestName.suggestion(name, known.toList()));
  }

  private static Map<String, String> facts(CatalogTable table) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("Catalog", ViewAnalyzer.CATALOG);
    facts.put("Database", ViewAnalyzer.SCHEMA);
    facts.put("Table", table.name().toLowerCase(Locale.ROOT));
    if (!table.createdAt().isEmpty()) {
      facts.put("Created Time", table.createdAt());
    }
    facts.put("Last Access", "UNKNOWN");
    facts.put("Created By", "Stint");
    facts.put("Type", table.isManaged() ? "MANAGED" : "EXTERNAL");
    facts.put("Provider", table.format());
    if (table.remarks().comment() != null) {
      facts.put("Comment", table.remarks().comment());
    }
    if (!table.remarks().properties().isEmpty()) {
      facts.put("Table Properties", bracketed(table.remarks().properties()));
    }
    facts.put("Location", table.path());
    if (!table.options().isEmpty()) {
      facts.put("Storage Properties", bracketed(new TreeMap<>(table.options())));
    }
    if (!table.partitionBy().isEmpty()) {
      facts.put("Partition Provider", "Folders");
    }
    return facts;
  }

  static String bracketed(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// The statement that makes a table as it is.
  Relation created(Span span, List<String> name) {
    var table = table(span, name);
    var text = new StringBuilder("CREATE TABLE spark_catalog.default.");
    text.append(SqlText.name(table.name().toLowerCase(Locale.ROOT))).append(" (\n  ");
    text.append(
        table.columns().stream()
            .map(column -> definition(table, column))
            .collect(Collectors.joining(",\n  ")));
    text.append(")\nUSING ").append(table.format()).append('\n');
    if (!table.options().isEmpty()) {
      text.append("OPTIONS (\n")
          .append(SqlText.pairs(new TreeMap<>(table.options())))
          .append(")\n");
    }
    if (!table.partitionBy().isEmpty()) {
      text.append(
          table.partitionBy().stream()
              .map(SqlText::name)
              .collect(Collectors.joining(", ", "PARTITIONED BY (", ")\n")));
    }
    if (!table.isManaged()) {
      text.append("LOCATION ").append(SqlText.string(table.path())).append('\n');
    }
    text.append(SqlText.remarks(table.remarks()));
    return new Values(
        List.of(text("createtab_stmt")), List.of(List.of(Literal.ofString(text.toString()))));
  }

  private static String definition(CatalogTable table, ViewColumn column) {
    return "%s %s%s"
        .formatted(
            SqlText.name(column.name()),
            column.type().toUpperCase(Locale.ROOT),
            table.comment(column.name()).map(c -> " COMMENT " + SqlText.string(c)).orElse(""));
  }

  /// The properties of a table or view; those of a temporary view are none.
  public Relation properties(Span span, CatalogCommand.ShowProperties show) {
    var view = view(show.name());
    var told = new TreeMap<String, String>();
    if (view.isPresent()) {
      told.putAll(view.get().isTemporary() ? Map.of() : view.get().remarks().properties());
    } else {
      var table = table(span, show.name());
      told.putAll(table.remarks().properties());
      table.options().forEach((key, value) -> told.put("option." + key, value));
    }
    String key = show.key();
    if (key != null) {
      String value =
          told.getOrDefault(
              key,
              "Table spark_catalog.default.%s does not have property: %s"
                  .formatted(show.name().getLast().toLowerCase(Locale.ROOT), key));
      told.clear();
      told.put(key, value);
    }
    return new Values(
        List.of(text("key"), text("value")),
        told.entrySet().stream()
            .map(one -> List.of(Literal.ofString(one.getKey()), Literal.ofString(one.getValue())))
            .toList());
  }

  /// The folders of a table's files.
  public Relation partitions(Span span, CatalogCommand.ShowPartitions show) {
    var named = show.table();
    var folders = partitionColumns(named);
    if (folders.isEmpty()) {
      var _ = QueryAnalyzer.withViews(context).query(named, null);
      throw context
          .source()
          .error(
              span,
              "'%s' is not partitioned (PARTITION_SCHEMA_IS_EMPTY)"
                  .formatted(named.name().getLast()));
    }
    var wanted = new HashMap<String, String>();
    show.values()
        .forEach((column, value) -> wanted.put(folder(folders, column, value), text(value)));
    var found = new LinkedHashSet<String>();
    for (var split : file(named).orElseThrow().splits()) {
      var values = split.partitionValues();
      boolean isWanted =
          wanted.entrySet().stream()
              .allMatch(one -> one.getValue().equals(shown(values, one.getKey())));
      if (isWanted) {
        found.add(
            folders.stream()
                .map(name -> PartitionFolder.of(name, shown(values, name)))
                .collect(Collectors.joining("/")));
      }
    }
    return new Values(
        List.of(text("partition")),
        found.stream().sorted().map(one -> List.of(Literal.ofString(one))).toList());
  }

  private String folder(List<String> folders, String column, Term place) {
    return folders.stream()
        .filter(column::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        place,
                        "the table is not partitioned by '%s'%s"
                            .formatted(column, NearestName.suggestion(column, folders))));
  }

  private String text(Term value) {
    var literal = Variables.constant(context, value).map(Literal::text);
    return literal.orElse(PartitionFolder.DEFAULT_PARTITION);
  }

  private static String shown(Map<String, String> values, String name) {
    return values.entrySet().stream()
        .filter(one -> one.getKey().equalsIgnoreCase(name))
        .map(one -> one.getValue() == null ? PartitionFolder.DEFAULT_PARTITION : one.getValue())
        .findFirst()
        .orElse(PartitionFolder.DEFAULT_PARTITION);
  }

  private Relation rows(List<List<Literal>> rows) {
    return new Values(
        List.of(text("col_name"), text("data_type"), CommandAnalyzer.comment(context)), rows);
  }

  private Column text(String name) {
    return context.ids().column(name, DataType.STRING, false);
  }

  static List<Literal> row(String name, String value, @Nullable String comment) {
    return List.of(
        Literal.ofString(name),
        Literal.ofString(value),
        comment == null ? Literal.nullOf(DataType.STRING) : Literal.ofString(comment));
  }
}
