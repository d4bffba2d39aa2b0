package dev.stint.sql;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.DeepStack;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.analyze.AnalysisContext;
import dev.stint.sql.analyze.QueryAnalyzer;
import dev.stint.sql.analyze.TablePaths;
import dev.stint.sql.optimize.Estimates;
import dev.stint.sql.optimize.Optimizer;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.physical.GraphBuilder;
import dev.stint.sql.request.PlanRequest;
import java.util.List;

/// Plans a SQL statement: parses, resolves names and types, optimises, and cuts into stages. Has no
/// state; threads may share it.
public final class SqlPlanner {

  /// The paths of the files that a statement reads in place, as written: what a session must be
  /// able to reach before it plans the statement. None where the statement cannot be parsed, since
  /// [#plan] then says why.
  public List<String> paths(String sql) {
    try {
      return DeepStack.call(() -> TablePaths.in(StatementParser.parse(sql)));
    } catch (StintException _) {
      return List.of();
    }
  }

  /// Refuses a statement that cannot be parsed, whatever tables there may be.
  ///
  /// @throws StintException of kind USER showing the place in the text
  public void requireParsable(String sql) {
    DeepStack.call(() -> StatementParser.parse(sql));
  }

  /// Plans one query.
  ///
  /// @throws StintException of kind USER for whatever is wrong with the statement or its tables,
  ///   showing the place in the text
  public StageGraph plan(String sql, PlanRequest request) {
    return DeepStack.call(() -> planned(sql, request));
  }

  private static StageGraph planned(String sql, PlanRequest request) {
    var statement = StatementParser.parse(sql, request.parameters());
    var context = AnalysisContext.of(request, statement);
    var query = QueryAnalyzer.withViews(context).statement(statement);
    var estimates = new Estimates();
    var optimizer = new Optimizer(request, context.ids(), context.folder(), estimates);
    var optimized = optimizer.optimize(query);
    return new GraphBuilder(request, context.ids(), estimates).build(optimized, query.columns());
  }
}
