package dev.stint.sql.parse;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/// The tokens of a statement, without blanks, comments and the semicolons at its end.
final class Tokens {

  private static final Set<String> OTHER_STATEMENTS =
      Set.of(
          "update",
          "delete",
          "merge",
          "analyze",
          "refresh",
          "load",
          "grant",
          "revoke",
          "call",
          "commit",
          "rollback");

  private static final Set<String> BEGINNINGS =
      Set.of(
          "alter",
          "comment",
          "select",
          "with",
          "values",
          "table",
          "from",
          "map",
          "reduce",
          "(",
          "create",
          "drop",
          "insert",
          "set",
          "show",
          "describe",
          "desc",
          "explain",
          "declare",
          "execute",
          "cache",
          "uncache",
          "clear",
          "truncate",
          "reset",
          "use");

  private static final int MAX_DEPTH = 1_000;

  private Tokens() {}

  /// @throws StintException where the text is no query, as far as its first word, its quotes and
  ///   its semicolons tell
  static List<Token> of(SourceText source) {
    var tokens = all(source);
    return query(tokens, source);
  }

  /// All tokens of a text, semicolons too.
  static List<Token> all(SourceText source) {
    var lexer = new SqlBaseLexer(new UpperCaseText(source.text()));
    lexer.removeErrorListeners();
    var tokens =
        lexer.getAllTokens().stream()
            .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
            .map(Token.class::cast)
            .toList();
    requireClosed(lexer, tokens, source);
    requireShallow(tokens, source);
    return tokens;
  }

  static Span span(Token token) {
    return new Span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  private static void requireClosed(SqlBaseLexer lexer, List<Token> tokens, SourceText source) {
    for (var token : tokens) {
      var what =
          switch (token.getText()) {
            case "'", "\"" -> "string";
            case "`" -> "quoted name";
            default -> null;
          };
      if (token.getType() == SqlBaseLexer.UNRECOGNIZED && what != null) {
        throw source.error(span(token), "this " + what + " is never closed");
      }
    }
    if (lexer.has_unclosed_bracketed_comment) {
      int end = tokens.isEmpty() ? 0 : tokens.getLast().getStopIndex() + 1;
      int start = Math.max(0, source.text().indexOf("/*", end));
      throw source.error(new Span(start, start + 1), "this comment is never closed");
    }
  }

  /// Prediction looks through all open parentheses at each of them.
  private static void requireShallow(List<Token> tokens, SourceText source) {
    int depth = 0;
    for (var token : tokens) {
      if (token.getType() == SqlBaseLexer.LEFT_PAREN) {
        depth++;
      } else if (token.getType() == SqlBaseLexer.RIGHT_PAREN) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw source.error(
            span(token),
            "the statement is nested too deeply; split it with WITH (at most %,d are open)"
                .formatted(MAX_DEPTH));
      }
    }
  }

  private static List<Token> query(List<Token> tokens, SourceText source) {
    int count = tokens.size();
    while (count > 0 && tokens.get(count - 1).getType() == SqlBaseLexer.SEMICOLON) {
      count--;
    }
    if (count == 0) {
      throw source.error(Span.NONE, "the statement is empty; write a query");
    }
    var query = tokens.subList(0, count);
    for (var token : query) {
      if (token.getType() == SqlBaseLexer.SEMICOLON) {
        throw source.error(span(token), "one statement at a time; remove what follows ';'");
      }
    }
    requireBeginning(query.getFirst(), source);
    return query;
  }

  private static void requireBeginning(Token first, SourceText source) {
    String word = first.getText();
    String lower = word.toLowerCase(Locale.ROOT);
    if (OTHER_STATEMENTS.contains(lower)) {
      throw source.error(
          span(first),
          word.toUpperCase(Locale.ROOT)
              + " is not supported; Stint runs queries (SELECT, WITH, VALUES, TABLE, FROM), CREATE,"
              + " DROP, INSERT, DECLARE, SET, DESCRIBE, SHOW, EXPLAIN, EXECUTE IMMEDIATE and"
              + " CACHE TABLE");
    }
    if (!BEGINNINGS.contains(lower)) {
      throw source.error(
          span(first),
          "a query begins with SELECT, WITH, VALUES, TABLE or FROM"
              + NearestName.suggestion(word, List.of("SELECT", "WITH", "VALUES", "TABLE", "FROM")));
    }
  }
}
