package dev.stint.sql.parse;

import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.CatalogCommand.Change;
import dev.stint.sql.tree.CatalogCommand.Kind;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.ColumnDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AddTableColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CommentTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeFunctionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifiedColTypeWithPositionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RenameTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetTableLocationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetTablePropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCatalogsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCurrentNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowFunctionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowPartitionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTblPropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnsetTablePropertiesContext;
import org.jspecify.annotations.Nullable;

/// Statements that change or tell entries of the catalog, or functions.
final class CatalogBuilder {

  private final TreeBuilder trees;
  private final TableBuilder tables;

  CatalogBuilder(TreeBuilder trees, TableBuilder tables) {
    this.trees = trees;
    this.tables = tables;
  }

  /// Empty for all other statements.
  Optional<Command> command(StatementContext statement) {
    return Optional.ofNullable(catalogCommand(statement))
        .map(command -> new Command.OfCatalog(TreeBuilder.span(statement), command));
  }

  private @Nullable CatalogCommand catalogCommand(StatementContext statement) {
    return switch (statement) {
      case RenameTableContext rename ->
          alter(rename.from, rename.VIEW(), new Change.Rename(trees.names().names(rename.to)));
      case SetTablePropertiesContext set ->
          alter(
              set.identifierReference(),
              set.VIEW(),
              new Change.SetProperties(tables.options(set.propertyList())));
      case UnsetTablePropertiesContext unset ->
          alter(
              unset.identifierReference(),
              unset.VIEW(),
              new Change.UnsetProperties(tables.keys(unset.propertyList())));
      case AddTableColumnsContext add ->
          alter(
              add.identifierReference(),
              null,
              new Change.AddColumns(
                  add.columns.qualifiedColTypeWithPosition().stream().map(this::added).toList()));
      case SetTableLocationContext set -> {
        if (set.partitionSpec() != null) {
          throw trees.notSupported(set.partitionSpec(), "a place of its own for a partition");
        }
        yield alter(
            set.identifierReference(),
            null,
            new Change.SetLocation(trees.constants().string(set.locationSpec().stringLit())));
      }
      case CommentTableContext comment ->
          alter(
              comment.identifierReference(),
              null,
              new Change.Comment(string(comment.comment().stringLit())));
      case ShowTblPropertiesContext show ->
          new CatalogCommand.ShowProperties(
              trees.names().names(show.table), show.key == null ? null : tables.key(show.key));
      case ShowPartitionsContext show ->
          new CatalogCommand.ShowPartitions(
              trees.from().table(show.identifierReference()),
              show.partitionSpec() == null ? Map.of() : tables.values(show.partitionSpec()));
      case ShowFunctionsContext show -> functions(show);
      case DescribeFunctionContext describe -> function(describe);
      case ShowCatalogsContext show -> new CatalogCommand.ShowCatalogs(string(show.pattern));
      case ShowCurrentNamespaceContext _ -> new CatalogCommand.ShowCurrentNamespace();
      default -> null;
    };
  }

  private CatalogCommand alter(
      IdentifierReferenceContext name, @Nullable Object view, Change change) {
    return new CatalogCommand.Alter(
        trees.names().names(name), view == null ? Kind.TABLE : Kind.VIEW, change);
  }

  private @Nullable String string(@Nullable StringLitContext text) {
    return text == null ? null : trees.constants().string(text);
  }

  /// A column with its type and, perhaps, a comment: it stands behind the others.
  private ColumnDefinition added(QualifiedColTypeWithPositionContext column) {
    String comment = null;
    for (var part : column.colDefinitionDescriptorWithPosition()) {
      if (part.commentSpec() == null) {
        throw trees.notSupported(part, "NOT NULL, DEFAULT and places of columns that are added");
      }
      comment = trees.constants().string(part.commentSpec().stringLit());
    }
    var name = trees.names().column(column.name).parts();
    if (name.size() > 1) {
      throw trees.notSupported(column, "fields of structs");
    }
    return new ColumnDefinition(
        TreeBuilder.span(column),
        name.getFirst(),
        trees.terms().type(column.dataType()),
        TypeBuilder.limit(column.dataType()),
        null,
        comment);
  }

  private CatalogCommand functions(ShowFunctionsContext show) {
    if (show.ns != null) {
      new SchemaNames(trees).requireDefault(show.ns, trees.names().names(show.ns));
    }
    String scope =
        show.functionScope == null ? "ALL" : show.functionScope.getText().toUpperCase(Locale.ROOT);
    if (!List.of("ALL", "SYSTEM", "USER").contains(scope)) {
      throw trees.error(show.functionScope, "here ALL, SYSTEM or USER may stand");
    }
    return new CatalogCommand.ShowFunctions(
        CatalogCommand.Scope.valueOf(scope),
        show.legacy == null ? string(show.pattern) : trees.names().column(show.legacy).last());
  }

  /// An operator by its sign, a function by its name.
  private CatalogCommand function(DescribeFunctionContext describe) {
    ParserRuleContext name = describe.describeFuncName();
    var reference = describe.describeFuncName().identifierReference();
    var text = describe.describeFuncName().stringLit();
    return new CatalogCommand.DescribeFunction(
        reference != null
            ? trees.names().names(reference)
            : List.of(text == null ? name.getText() : trees.constants().string(text)),
        describe.EXTENDED() == null ? Command.Detail.PLAIN : Command.Detail.EXTENDED);
  }
}
