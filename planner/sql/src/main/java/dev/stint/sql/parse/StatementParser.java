package dev.stint.sql.parse;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementDefaultContext;

/// Reads statements by Spark's grammar, with the settings that Spark has if nobody changes them.
public final class StatementParser {

  private StatementParser() {}

  /// Parses a statement with the values of its parameters.
  ///
  /// @throws StintException of kind USER where the text is no query
  public static Statement parse(String sql, Parameters parameters) {
    return parse(new SourceText(sql), new ParameterValues.Given(parameters));
  }

  /// Parses a statement whose parameters have no values yet: they are NULL.
  ///
  /// @throws StintException of kind USER where the text is no query
  public static Statement parse(String sql) {
    return parse(new SourceText(sql), new ParameterValues.Unknown());
  }

  /// Parses a statement that another one uses; errors bear its name.
  public static Statement parse(View view) {
    var source = new SourceText(view.sql(), "statement " + view.name() + ", ");
    return parse(source, new ParameterValues.Given(Parameters.NONE));
  }

  private static Statement parse(SourceText source, ParameterValues parameters) {
    var tokens = Tokens.of(source);
    var tree = tree(source, tokens);
    if (!(tree.statement() instanceof StatementDefaultContext statement)) {
      throw source.error(Tokens.span(tokens.getFirst()), "this is not a query");
    }
    return new Statement(
        new TreeBuilder(source, parameters.in(tokens)).queries().query(statement.query()), source);
  }

  /// The quick way of predicting first; where that fails, the thorough one decides, as in Spark.
  private static SingleStatementContext tree(SourceText source, List<Token> tokens) {
    var all = QueriesInParentheses.doubled(tokens);
    try {
      var quick = parser(new CommonTokenStream(new ListTokenSource(all)));
      quick.getInterpreter().setPredictionMode(PredictionMode.SLL);
      quick.setErrorHandler(new BailErrorStrategy());
      return quick.singleStatement();
    } catch (ParseCancellationException _) {
      var seen = new SeenTokens(all);
      var thorough = parser(seen);
      thorough.getInterpreter().setPredictionMode(PredictionMode.LL);
      thorough.setErrorHandler(new DefaultErrorStrategy());
      thorough.addErrorListener(new SyntaxError(source, tokens, seen));
      return thorough.singleStatement();
    }
  }

  private static SqlBaseParser parser(CommonTokenStream tokens) {
    var parser = new SqlBaseParser(tokens);
    parser.removeErrorListeners();
    parser.legacy_setops_precedence_enabled = false;
    parser.legacy_exponent_literal_as_decimal_enabled = false;
    parser.SQL_standard_keyword_behavior = false;
    parser.double_quoted_identifiers = false;
    parser.parameter_substitution_enabled = true;
    parser.legacy_identifier_clause_only = false;
    parser.single_character_pipe_operator_enabled = true;
    return parser;
  }
}
