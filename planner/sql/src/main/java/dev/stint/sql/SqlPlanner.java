package dev.stint.sql;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.DeepStack;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.analyze.FunctionDocs;
import dev.stint.sql.analyze.KnownNames;
import dev.stint.sql.analyze.ReadNames;
import dev.stint.sql.analyze.TablePaths;
import dev.stint.sql.analyze.Variables;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.statement.StatementPlanner;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Plans a SQL statement: parses, resolves names and types, optimises, and cuts into stages. Has no
/// state; threads may share it.
public final class SqlPlanner {

  /// The paths of the files that a statement reads in place, as written: what a session must be
  /// able to reach before it plans the statement. None where the statement cannot be parsed, since
  /// [#plan] then says why.
  public List<String> paths(String sql) {
    try {
      return DeepStack.call(
          () ->
              statements(sql).stream()
                  .map(StatementParser::parse)
                  .flatMap(statement -> TablePaths.in(statement).stream())
                  .toList());
    } catch (StintException _) {
      return List.of();
    }
  }

  /// Whether a built-in function has the name, without regard to case.
  public static boolean isBuiltIn(String name) {
    return FunctionDocs.isBuiltIn(name);
  }

  /// Refuses what cannot be parsed, or gives no rows, whatever tables there may be.
  ///
  /// @throws StintException of kind USER showing the place in the text
  public void requireParsable(String sql) {
    var statements = statements(sql);
    if (statements.isEmpty()) {
      statements = List.of(sql);
    }
    for (var statement : statements) {
      var command = DeepStack.call(() -> StatementParser.parse(statement)).command();
      if (statement.equals(statements.getLast()) && !command.givesRows()) {
        throw new SourceText(statement)
            .error(first(statement), "the last statement must give rows");
      }
    }
  }

  /// Plans one query, or another statement that gives rows, before which there may be some that
  /// define names for it.
  ///
  /// @throws StintException of kind USER for whatever is wrong with the statements or their tables,
  ///   showing the place in the text
  public StageGraph plan(String sql, PlanRequest request) {
    var statements = new ArrayList<>(statements(sql));
    var last = statements.isEmpty() ? sql : statements.removeLast();
    var now = request;
    for (var statement : statements) {
      now = now.withNames(named(statement, now));
    }
    return switch (effect(last, now)) {
      case Effect.Rows(var graph) -> graph;
      case Effect.Changed(_, var graph) -> graph;
      case Effect.Named _, Effect.Assigned _ ->
          throw new SourceText(last).error(first(last), "the last statement must give rows");
    };
  }

  private Namespace named(String statement, PlanRequest request) {
    return switch (effect(statement, request)) {
      case Effect.Named(var names) -> names;
      case Effect.Changed(var names, _) -> names;
      case Effect.Rows _, Effect.Assigned _ ->
          throw new SourceText(statement)
              .error(
                  first(statement),
                  "one statement at a time: here only definitions may stand before it; remove what"
                      + " follows ';'");
    };
  }

  /// The place of the first character that is no blank.
  private static Span first(String statement) {
    int start = statement.length() - statement.stripLeading().length();
    return new Span(start, start + 1);
  }

  /// Finds out what a statement does, and plans it where it gives rows.
  ///
  /// @throws StintException of kind USER for whatever is wrong with the statement or its tables,
  ///   showing the place in the text
  public Effect effect(String sql, PlanRequest request) {
    return DeepStack.call(() -> new StatementPlanner(sql, request).effect());
  }

  /// The value of a constant, as it may be written in a statement; a text that is none, such as
  /// `Oslo`, is the value itself.
  public Literal constant(String text, PlanRequest request) {
    try {
      var statement = parse("VALUES (" + text + "\n)", request);
      var context = AnalysisContext.of(request, text).of(statement);
      return statement.query() instanceof Query.Values(_, var rows) && rows.size() == 1
          ? Variables.constant(context, rows.getFirst()).orElseGet(() -> Literal.ofString(text))
          : Literal.ofString(text);
    } catch (StintException _) {
      return Literal.ofString(text);
    }
  }

  /// What a statement asks for, before its tables are looked at.
  ///
  /// @throws StintException of kind USER where the text is no statement
  public Statement parse(String sql, PlanRequest request) {
    return DeepStack.call(
        () ->
            StatementParser.parse(
                sql, request.parameters(), new KnownNames(AnalysisContext.of(request, sql))));
  }

  /// The columns of the rows that a query gives, or that `CREATE TABLE … AS` or `CACHE TABLE` keep.
  ///
  /// @throws StintException of kind USER for whatever is wrong with the statement or its tables
  public List<ViewColumn> columns(String sql, PlanRequest request) {
    return DeepStack.call(() -> new StatementPlanner(sql, request).columns());
  }

  /// The folder of a table, partitioned by such columns, whose rows `INSERT OVERWRITE … PARTITION`
  /// replaces; empty where that is the whole table.
  ///
  /// @throws StintException of kind USER for whatever is wrong with the values of PARTITION
  public String folder(String sql, List<String> partitionBy, PlanRequest request) {
    return DeepStack.call(() -> new StatementPlanner(sql, request).folder(partitionBy));
  }

  /// What the rows of a statement depend on, as [ReadNames] names it.
  ///
  /// @throws StintException of kind USER where the text is no statement, or a view's is none
  public Set<String> reads(String sql, PlanRequest request) {
    return DeepStack.call(
        () -> {
          var context = AnalysisContext.of(request, sql);
          return ReadNames.in(parse(sql, request), context);
        });
  }

  /// The statements of a text, between which there are semicolons.
  ///
  /// @throws StintException of kind USER where a string or a comment is never closed
  public List<String> statements(String text) {
    return StatementParser.split(text);
  }
}
