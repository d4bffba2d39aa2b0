package dev.stint.sql.parse;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
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

/// Reads statements by Spark's grammar.
public final class StatementParser {

  private StatementParser() {}

  /// Parses a statement with the values of its parameters.
  ///
  /// @throws StintException of kind USER where the text is no statement
  public static Statement parse(String sql, Parameters parameters, Meanings meanings) {
    return parse(new SourceText(sql), new ParameterValues.Given(parameters), meanings);
  }

  /// Parses a statement whose parameters have no values yet: they are NULL.
  ///
  /// @throws StintException of kind USER where the text is no statement
  public static Statement parse(String sql) {
    return parse(new SourceText(sql), new ParameterValues.Unknown(), Meanings.WRITTEN);
  }

  /// Parses a statement that another one uses; errors bear its name.
  public static Statement parse(View view, Meanings meanings) {
    return parse("statement " + view.name() + ", ", view.sql(), meanings);
  }

  /// Parses a statement that another one uses; errors begin with `title`.
  public static Statement parse(String title, String sql, Meanings meanings) {
    return parse(new SourceText(sql, title), new ParameterValues.Given(Parameters.NONE), meanings);
  }

  private static Statement parse(SourceText source, ParameterValues parameters, Meanings meanings) {
    var tokens = Tokens.of(source);
    var tree = tree(source, tokens, meanings);
    var trees = new TreeBuilder(source, parameters.in(tokens), meanings);
    return new Statement(new CommandBuilder(trees, source).command(tree), source);
  }

  /// The statements of a text that has semicolons between them. Each stands where it stood in the
  /// text, behind blanks, so that errors have the places of the text.
  ///
  /// @throws StintException of kind USER where a string or a comment is never closed
  public static List<String> split(String text) {
    var source = new SourceText(text);
    var statements = new ArrayList<String>();
    int start = 0;
    boolean isEmpty = true;
    for (var token : Tokens.all(source)) {
      if (token.getType() != SqlBaseParser.SEMICOLON) {
        isEmpty = false;
        continue;
      }
      if (!isEmpty) {
        statements.add(
            blank(text.substring(0, start)) + text.substring(start, token.getStartIndex()));
      }
      start = token.getStopIndex() + 1;
      isEmpty = true;
    }
    if (!isEmpty) {
      statements.add(blank(text.substring(0, start)) + text.substring(start));
    }
    return List.copyOf(statements);
  }

  /// As many lines, and as many columns in the last of them.
  private static String blank(String before) {
    int lineEnd = before.lastIndexOf('\n');
    long lines = before.chars().filter(c -> c == '\n').count();
    return "\n".repeat(Math.toIntExact(lines)) + " ".repeat(before.length() - lineEnd - 1);
  }

  /// The quick way of predicting first; where that fails, the thorough one decides, as in Spark.
  private static SingleStatementContext tree(
      SourceText source, List<Token> tokens, Meanings meanings) {
    var all = QueriesInParentheses.doubled(tokens);
    try {
      var quick = parser(new CommonTokenStream(new ListTokenSource(all)), meanings);
      quick.getInterpreter().setPredictionMode(PredictionMode.SLL);
      quick.setErrorHandler(new BailErrorStrategy());
      return quick.singleStatement();
    } catch (ParseCancellationException _) {
      var seen = new SeenTokens(all);
      var thorough = parser(seen, meanings);
      thorough.getInterpreter().setPredictionMode(PredictionMode.LL);
      thorough.setErrorHandler(new DefaultErrorStrategy());
      thorough.addErrorListener(new SyntaxError(source, tokens, seen));
      return thorough.singleStatement();
    }
  }

  private static SqlBaseParser parser(CommonTokenStream tokens, Meanings meanings) {
    var parser = new SqlBaseParser(tokens);
    parser.removeErrorListeners();
    parser.legacy_setops_precedence_enabled = meanings.isOn(Settings.SET_OPERATIONS_IN_ORDER);
    parser.legacy_exponent_literal_as_decimal_enabled = false;
    parser.SQL_standard_keyword_behavior =
        meanings.isOn(Settings.ANSI) && meanings.isOn(Settings.RESERVED_KEYWORDS);
    parser.double_quoted_identifiers = meanings.isOn(Settings.QUOTED_NAMES);
    parser.parameter_substitution_enabled = true;
    parser.legacy_identifier_clause_only = false;
    parser.single_character_pipe_operator_enabled = meanings.isOn(Settings.SINGLE_PIPE);
    return parser;
  }
}
