package dev.stint.sql.parse;

import dev.stint.sql.request.Remarks;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.ByName;
import dev.stint.sql.tree.Command.ColumnDefinition;
import dev.stint.sql.tree.Command.InsertMode;
import dev.stint.sql.tree.CommonTable;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CommentSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableClausesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DmlStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionPropertyListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionPropertyWithKeyAndEqualsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionPropertyWithKeyNoEqualsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InsertIntoTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InsertOverwriteDirContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InsertOverwriteTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionColumnContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionFieldContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionTransformContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyKeyOrStringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyKeyOrStringLitNoCoalesceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyWithKeyAndEqualsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyWithKeyNoEqualsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleInsertQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableProviderContext;
import org.jspecify.annotations.Nullable;

/// Statements that make and fill tables.
final class TableBuilder {

  private final TreeBuilder trees;

  TableBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Command.CreateTable table(CreateTableContext table) {
    var header = table.createTableHeader();
    if (header.TEMPORARY() != null) {
      throw trees.error(header, "a table is not temporary; use CREATE TEMPORARY VIEW … AS");
    }
    var clauses = table.createTableClauses();
    refuse(clauses.skewSpec(), "SKEWED BY");
    refuse(clauses.bucketSpec(), "CLUSTERED BY … INTO BUCKETS");
    refuse(clauses.clusterBySpec(), "CLUSTER BY of a table");
    refuse(clauses.rowFormat(), "ROW FORMAT; use OPTIONS");
    refuse(clauses.createFileFormat(), "STORED AS; use USING");
    refuse(clauses.collationSpec(), "COLLATION of a table");
    var columns = new ArrayList<>(columns(table));
    return new Command.CreateTable(
        TreeBuilder.span(header.identifierReference()),
        trees.names().names(header.identifierReference()),
        columns,
        format(table.tableProvider()).orElse(null),
        clauses.partitioning == null
            ? List.of()
            : clauses.partitioning.fields.stream().map(field -> partition(field, columns)).toList(),
        location(clauses),
        options(clauses),
        remarks(clauses.commentSpec(), clauses.propertyList()),
        table.query() == null ? null : trees.queries().query(table.query()),
        CommandBuilder.ifThere(null, header.EXISTS()));
  }

  private List<ColumnDefinition> columns(CreateTableContext table) {
    if (table.tableElementList() == null) {
      return List.of();
    }
    var columns = new ArrayList<ColumnDefinition>();
    for (var element : table.tableElementList().tableElement()) {
      if (element.colDefinition() == null) {
        throw trees.notSupported(element, "constraints of a table");
      }
      columns.add(new FunctionBuilder(trees).definition(element.colDefinition()));
    }
    return columns;
  }

  private void refuse(List<? extends ParserRuleContext> clause, String what) {
    if (!clause.isEmpty()) {
      throw trees.notSupported(clause.getFirst(), what);
    }
  }

  private Optional<String> format(@Nullable TableProviderContext provider) {
    return provider == null
        ? Optional.empty()
        : Optional.of(
            String.join(".", trees.names().names(provider.multipartIdentifier()))
                .toLowerCase(Locale.ROOT));
  }

  /// A column by its name; one with its type comes after the others.
  private String partition(PartitionFieldContext field, List<ColumnDefinition> columns) {
    if (field instanceof PartitionTransformContext transform) {
      return transform.getText().replace("`", "");
    }
    var column = ((PartitionColumnContext) field).colType();
    String name = trees.names().name(column.colName);
    columns.add(
        new ColumnDefinition(
            TreeBuilder.span(column),
            name,
            trees.terms().type(column.dataType()),
            TypeBuilder.limit(column.dataType()),
            null,
            column.commentSpec() == null
                ? null
                : trees.constants().string(column.commentSpec().stringLit())));
    return name;
  }

  /// A comment and properties, each of which may be there once.
  Remarks remarks(List<CommentSpecContext> comments, List<PropertyListContext> properties) {
    if (comments.size() > 1) {
      throw trees.error(comments.getLast(), "COMMENT stands here twice");
    }
    if (properties.size() > 1) {
      throw trees.error(properties.getLast(), "TBLPROPERTIES stands here twice");
    }
    return new Remarks(
        comments.isEmpty() ? null : trees.constants().string(comments.getFirst().stringLit()),
        properties.isEmpty() ? Map.of() : options(properties.getFirst()));
  }

  private @Nullable String location(CreateTableClausesContext clauses) {
    return clauses.locationSpec().isEmpty()
        ? null
        : trees.constants().string(clauses.locationSpec(0).stringLit());
  }

  private Map<String, String> options(CreateTableClausesContext clauses) {
    var options = new LinkedHashMap<String, String>();
    if (clauses.options != null) {
      options.putAll(options(clauses.options));
    }
    return options;
  }

  private String key(PropertyKeyOrStringLitNoCoalesceContext key) {
    var text = key.singleStringLit();
    return text == null ? key(null, key) : trees.constants().string(text);
  }

  private Map<String, String> options(ExpressionPropertyListContext list) {
    var options = new LinkedHashMap<String, String>();
    for (var property : list.expressionProperty()) {
      switch (property) {
        case ExpressionPropertyWithKeyAndEqualsContext pair ->
            options.put(key(pair.key.stringLit(), pair.key), text(pair.value));
        case ExpressionPropertyWithKeyNoEqualsContext pair ->
            options.put(key(pair.key), text(pair.value));
        default -> throw trees.notSupported(property, "this option");
      }
    }
    return options;
  }

  private String text(ExpressionContext value) {
    if (trees.terms().term(value) instanceof Term.Constant(_, var literal)
        && literal.text() != null) {
      return literal.text();
    }
    throw trees.error(value, "the value of an option must be a constant");
  }

  private String key(@Nullable StringLitContext text, ParserRuleContext key) {
    return text == null ? key.getText().replace("`", "") : trees.constants().string(text);
  }

  Map<String, String> options(PropertyListContext list) {
    var options = new LinkedHashMap<String, String>();
    for (var property : list.property()) {
      switch (property) {
        case PropertyWithKeyAndEqualsContext pair ->
            options.put(key(pair.key.stringLit(), pair.key), text(pair.value));
        case PropertyWithKeyNoEqualsContext pair -> options.put(key(pair.key), text(pair.value));
        default -> throw trees.notSupported(property, "this option");
      }
    }
    return options;
  }

  /// Keys without values.
  Set<String> keys(PropertyListContext list) {
    var keys = new LinkedHashSet<String>();
    for (var property : list.property()) {
      switch (property) {
        case PropertyWithKeyAndEqualsContext pair when pair.value == null ->
            keys.add(key(pair.key.stringLit(), pair.key));
        case PropertyWithKeyNoEqualsContext pair when pair.value == null -> keys.add(key(pair.key));
        default -> throw trees.error(property, "here a key stands alone, without a value");
      }
    }
    return keys;
  }

  String key(PropertyKeyOrStringLitContext key) {
    return key(key.stringLit(), key);
  }

  private String text(PropertyValueContext value) {
    return value.stringLit() == null
        ? value.getText()
        : trees.constants().string(value.stringLit());
  }

  Command insert(DmlStatementContext statement) {
    if (!(statement.dmlStatementNoWith() instanceof SingleInsertQueryContext insert)) {
      throw trees.notSupported(statement, "UPDATE, DELETE, MERGE and INSERT of several tables");
    }
    var query = trees.queries().query(insert.query());
    if (statement.ctes() != null) {
      List<CommonTable> tables = trees.queries().tables(statement.ctes());
      query = new Query.With(TreeBuilder.span(statement), tables, query);
    }
    return switch (insert.insertInto()) {
      case InsertIntoTableContext into ->
          insert(
              into,
              trees.names().names(into.identifierReference()),
              into.identifierList() == null
                  ? List.of()
                  : trees.names().names(into.identifierList()),
              into.NAME() == null ? ByName.BY_PLACE : ByName.BY_NAME,
              InsertMode.APPEND,
              into.partitionSpec(),
              query);
      case InsertOverwriteTableContext over ->
          insert(
              over,
              trees.names().names(over.identifierReference()),
              over.identifierList() == null
                  ? List.of()
                  : trees.names().names(over.identifierList()),
              over.NAME() == null ? ByName.BY_PLACE : ByName.BY_NAME,
              InsertMode.OVERWRITE,
              over.partitionSpec(),
              query);
      case InsertOverwriteDirContext directory -> directory(directory, query);
      default -> throw trees.notSupported(insert.insertInto(), "this kind of INSERT");
    };
  }

  private Command insert(
      ParserRuleContext rule,
      List<String> table,
      List<String> columns,
      ByName byName,
      InsertMode mode,
      @Nullable PartitionSpecContext partition,
      Query query) {
    var values = partition == null ? Map.<String, Term>of() : values(partition);
    return new Command.Insert(TreeBuilder.span(rule), table, columns, values, byName, mode, query);
  }

  /// The columns that have one value; those without one are the query's last.
  Map<String, Term> values(PartitionSpecContext partition) {
    var values = new LinkedHashMap<String, Term>();
    for (var part : partition.partitionVal()) {
      String name = trees.names().name(part.identifier());
      if (part.DEFAULT() != null) {
        throw trees.notSupported(part, "DEFAULT in PARTITION");
      }
      if (part.constant() != null
          && values.put(name, trees.constants().constant(part.constant())) != null) {
        throw trees.error(part, "'" + name + "' is set twice");
      }
    }
    return values;
  }

  private Command directory(InsertOverwriteDirContext directory, Query query) {
    if (directory.path == null) {
      throw trees.error(directory, "INSERT OVERWRITE DIRECTORY needs the folder: DIRECTORY 'path'");
    }
    return new Command.InsertDirectory(
        TreeBuilder.span(directory),
        trees.constants().string(directory.path),
        format(directory.tableProvider()).orElse("parquet"),
        directory.options == null ? Map.of() : options(directory.options),
        query);
  }
}
