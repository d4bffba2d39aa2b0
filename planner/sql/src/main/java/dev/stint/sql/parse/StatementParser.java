package dev.stint.sql.parse;

import dev.stint.plan.failure.NearestName;
import dev.stint.sql.request.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/// Parses one query. Everything it refuses, it refuses at a place in the text.
public final class StatementParser {

  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withQuoting(Quoting.BACK_TICK)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withConformance(SqlConformanceEnum.BABEL)
          .withIdentifierMaxLength(Integer.MAX_VALUE)
          .withParserFactory(SqlBabelParserImpl.FACTORY);

  private static final Set<String> OTHER_STATEMENTS =
      Set.of(
          "create",
          "drop",
          "alter",
          "insert",
          "update",
          "delete",
          "merge",
          "truncate",
          "set",
          "reset",
          "use",
          "show",
          "describe",
          "desc",
          "explain",
          "analyze",
          "cache",
          "refresh",
          "load",
          "grant",
          "revoke",
          "call",
          "commit",
          "rollback",
          "begin",
          "upsert");

  private static final Set<String> BEGINNINGS = Set.of("select", "with", "values", "(");

  private StatementParser() {}

  /// A query as parsed: its tree, its text, and what the parser was not shown.
  public record Statement(SqlNode tree, SourceText source, Marks marks) {}

  public static Statement parse(String sql) {
    return parse(new SourceText(sql));
  }

  /// Parses a statement that another one uses; errors bear its name.
  public static Statement parse(View view) {
    return parse(new SourceText(view.sql(), "statement " + view.name() + ", "));
  }

  private static Statement parse(SourceText source) {
    var tokens = withoutFinalSemicolons(new Tokenizer(source).tokens(), source);
    var syntax = new SparkSyntax(source.text(), tokens);
    syntax.patch();
    // What follows the last token is a comment, a blank or a semicolon.
    String text = syntax.patched().substring(0, tokens.getLast().end());
    try {
      return new Statement(SqlParser.create(text, CONFIG).parseQuery(), source, syntax.marks());
    } catch (SqlParseException e) {
      throw new SyntaxError(source, tokens).of(inSmallLetters(text, e));
    }
  }

  /// What Calcite says of the same text in small letters. Of a keyword in capitals that stands
  /// where it must not, it does not say what follows it.
  private static SqlParseException inSmallLetters(String text, SqlParseException failure) {
    var letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      // No others: the places in the text must stay what they are.
      if (letters[i] >= 'A' && letters[i] <= 'Z') {
        letters[i] = Character.toLowerCase(letters[i]);
      }
    }
    try {
      SqlParser.create(new String(letters), CONFIG).parseQuery();
      return failure;
    } catch (SqlParseException e) {
      return e;
    }
  }

  private static List<SparkSyntax.Token> withoutFinalSemicolons(
      List<SparkSyntax.Token> tokens, SourceText source) {
    var left = new ArrayList<>(tokens);
    while (!left.isEmpty() && left.getLast().text().equals(";")) {
      left.removeLast();
    }
    if (left.isEmpty()) {
      throw source.error(SqlParserPos.ZERO, "the statement is empty; write a query");
    }
    for (var token : left) {
      if (token.text().equals(";") && token.kind() == SparkSyntax.Token.Kind.SYMBOL) {
        throw source.error(pos(token), "one statement at a time; remove what follows ';'");
      }
    }
    var first = left.getFirst();
    if (OTHER_STATEMENTS.contains(first.text().toLowerCase(Locale.ROOT))) {
      throw source.error(
          pos(first),
          "%s is not supported; Stint runs queries: SELECT, WITH, VALUES"
              .formatted(first.text().toUpperCase(Locale.ROOT)));
    }
    if (!BEGINNINGS.contains(first.text().toLowerCase(Locale.ROOT))) {
      throw source.error(
          pos(first),
          "a query begins with SELECT, WITH or VALUES"
              + NearestName.suggestion(first.text(), List.of("SELECT", "WITH", "VALUES")));
    }
    return left;
  }

  static SqlParserPos pos(SparkSyntax.Token token) {
    int line = token.place().line();
    int column = token.place().column();
    return new SqlParserPos(line, column, line, column + token.text().length() - 1);
  }
}
