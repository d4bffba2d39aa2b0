package dev.stint.sql.parse;

import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.ColumnDefinition;
import dev.stint.sql.tree.Command.Lifetime;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColDefinitionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColDefinitionListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateUserDefinedFunctionContext;

/// Functions that are written in SQL.
final class FunctionBuilder {

  private final TreeBuilder trees;

  FunctionBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Command.CreateFunction function(CreateUserDefinedFunctionContext function) {
    refuseOtherLanguages(function);
    boolean isTable = function.TABLE() != null;
    if (isTable && function.query() == null) {
      throw trees.error(
          function.expression(), "a function that RETURNS TABLE needs a query after RETURN");
    }
    var query = function.query();
    return new Command.CreateFunction(
        TreeBuilder.span(function),
        trees.names().names(function.identifierReference()),
        function.parameters == null ? List.of() : definitions(function.parameters),
        function.dataType() == null ? null : trees.terms().type(function.dataType()),
        isTable ? columns(function) : null,
        function.expression() == null ? null : trees.terms().term(function.expression()),
        query == null ? null : trees.queries().query(query),
        CommandBuilder.ifThere(function.REPLACE(), function.EXISTS()),
        function.TEMPORARY() == null ? Lifetime.LASTING : Lifetime.SESSION);
  }

  private List<ColumnDefinition> columns(CreateUserDefinedFunctionContext function) {
    return function.returnParams == null
        ? List.of()
        : function.returnParams.colType().stream().map(this::column).toList();
  }

  private ColumnDefinition column(ColTypeContext column) {
    return new ColumnDefinition(
        TreeBuilder.span(column),
        trees.names().name(column.colName),
        trees.terms().type(column.dataType()),
        null,
        null,
        null);
  }

  private void refuseOtherLanguages(CreateUserDefinedFunctionContext function) {
    var characteristics = function.routineCharacteristics();
    if (characteristics == null) {
      return;
    }
    if (!characteristics.collationSpec().isEmpty()) {
      throw trees.notSupported(characteristics.collationSpec(0), "DEFAULT COLLATION");
    }
    for (var language : characteristics.routineLanguage()) {
      if (!language.getText().equalsIgnoreCase("languagesql")) {
        throw trees.notSupported(language, "a function in another language than SQL");
      }
    }
  }

  private List<ColumnDefinition> definitions(ColDefinitionListContext list) {
    return list.colDefinition().stream().map(this::definition).toList();
  }

  /// A column or parameter with its type, and the value that it has if none is given.
  ColumnDefinition definition(ColDefinitionContext column) {
    var defaults =
        column.colDefinitionOption().stream()
            .filter(option -> option.defaultExpression() != null)
            .map(option -> trees.terms().term(option.defaultExpression().expression()))
            .findFirst();
    for (var option : column.colDefinitionOption()) {
      if (option.generationExpression() != null || option.columnConstraintDefinition() != null) {
        throw trees.notSupported(option, "computed columns and constraints");
      }
    }
    return new ColumnDefinition(
        TreeBuilder.span(column),
        trees.names().name(column.colName),
        trees.terms().type(column.dataType()),
        TypeBuilder.limit(column.dataType()),
        defaults.orElse(null),
        column.colDefinitionOption().stream()
            .filter(option -> option.commentSpec() != null)
            .map(option -> trees.constants().string(option.commentSpec().stringLit()))
            .findFirst()
            .orElse(null));
  }
}
