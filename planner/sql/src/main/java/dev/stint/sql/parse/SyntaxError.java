package dev.stint.sql.parse;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.parse.SparkSyntax.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Says what the parser stumbled over in words for the user: the token, a keyword that was probably
/// meant, or a few of the many that could stand there.
final class SyntaxError {

  private static final int MAX_EXPECTED = 6;

  /// What is worth naming, most likely first.
  private static final List<String> COMMON =
      List.of(
          ")", ",", "FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "ON", "JOIN", "AS", "AND", "END",
          "THEN", "WHEN", "BY", "SELECT", "(");

  private static final List<String> CLAUSES =
      List.of("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "JOIN", "SELECT");

  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "tablesample", "TABLESAMPLE",
          "cluster", "CLUSTER BY",
          "distribute", "DISTRIBUTE BY",
          "sort", "SORT BY; use ORDER BY",
          "lateral", "LATERAL VIEW",
          "qualify", "QUALIFY",
          "window", "WINDOW",
          "pivot", "PIVOT",
          "unpivot", "UNPIVOT");

  private final SourceText source;
  private final List<Token> tokens;

  SyntaxError(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  StintException of(SqlParseException e) {
    var pos = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
    int index = indexOf(pos);
    if (index < 0) {
      return atEnd(e);
    }
    var token = tokens.get(index);
    for (int at = index; at >= Math.max(0, index - 1); at--) {
      var unsupported = UNSUPPORTED.get(tokens.get(at).text().toLowerCase(Locale.ROOT));
      if (unsupported != null) {
        return source.error(StatementParser.pos(tokens.get(at)), "not supported: " + unsupported);
      }
    }
    var expected = expected(e);
    if (expected.isEmpty()) {
      return source.error(StatementParser.pos(token), plainMessage(e));
    }
    var misspelt = misspeltBefore(index);
    if (misspelt.isPresent()) {
      return misspelt.get();
    }
    if (isFollowed(e, token)) {
      return index + 1 < tokens.size() ? after(token, tokens.get(index + 1)) : tooEarly("");
    }
    return source.error(
        StatementParser.pos(token),
        "unexpected '" + token.text() + "'" + expectation(token.text(), expected));
  }

  private int indexOf(SqlParserPos pos) {
    for (int index = 0; index < tokens.size(); index++) {
      var place = tokens.get(index).place();
      if (place.line() == pos.getLineNum() && place.column() == pos.getColumnNum()) {
        return index;
      }
    }
    return -1;
  }

  private StintException atEnd(SqlParseException e) {
    return tooEarly(expectation("", expected(e)));
  }

  private StintException tooEarly(String expectation) {
    var last = tokens.getLast();
    return source.error(
        StatementParser.pos(last),
        "the statement ends too early after '%s'%s".formatted(last.text(), expectation));
  }

  /// Whether the parser, looking ahead, stumbled over the token after the one that it names.
  private static boolean isFollowed(SqlParseException e, Token token) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String beginning = "Encountered \"" + token.text().replace("'", "\\'") + " ";
    return message.regionMatches(true, 0, beginning, 0, beginning.length());
  }

  private StintException after(Token good, Token bad) {
    boolean isTable = bad.text().equalsIgnoreCase("VALUES");
    return source.error(
        StatementParser.pos(bad),
        "unexpected '%s' after '%s'%s"
            .formatted(
                bad.text(),
                good.text(),
                isTable ? "; as a table it needs parentheses: (VALUES (1), (2)) AS t(x)" : ""));
  }

  /// A word that the parser took for an alias may be the keyword that is missing.
  private Optional<StintException> misspeltBefore(int index) {
    if (index == 0 || tokens.get(index - 1).kind() != Token.Kind.WORD) {
      return Optional.empty();
    }
    var before = tokens.get(index - 1);
    String word = before.text().toUpperCase(Locale.ROOT);
    return CLAUSES.stream()
        .filter(clause -> word.length() > 2 && NearestName.distance(word, clause) == 1)
        .findFirst()
        .map(
            clause ->
                source.error(
                    StatementParser.pos(before),
                    "unexpected '%s'; did you mean %s?".formatted(before.text(), clause)));
  }

  /// The names of the tokens that would have been right, keywords without their quotes.
  private static Set<String> expected(SqlParseException e) {
    var names = new TreeSet<String>();
    if (e.getExpectedTokenSequences() == null) {
      return names;
    }
    for (int[] sequence : e.getExpectedTokenSequences()) {
      if (sequence.length > 0) {
        names.add(e.getTokenImages()[sequence[0]].replace("\"", ""));
      }
    }
    return names;
  }

  private static String expectation(String found, Set<String> expected) {
    boolean isWord = found.length() > 2 && Character.isLetter(found.charAt(0));
    var nearest = isWord ? NearestName.find(found, expected) : Optional.<String>empty();
    if (nearest.isPresent() && !nearest.get().equalsIgnoreCase(found)) {
      boolean isNear = NearestName.distance(nearest.get(), found.toUpperCase(Locale.ROOT)) <= 2;
      if (isNear && nearest.get().length() > 2) {
        return "; did you mean " + nearest.get() + "?";
      }
    }
    var list = new ArrayList<String>();
    boolean isExpression = expected.contains("CASE") && expected.contains("CAST");
    if (isExpression) {
      list.add("an expression");
    }
    COMMON.stream()
        .filter(name -> expected.contains(name) && !name.equalsIgnoreCase(found))
        .filter(name -> !isExpression || name.equals(")"))
        .limit(MAX_EXPECTED)
        .forEach(name -> list.add(Character.isLetter(name.charAt(0)) ? name : "'" + name + "'"));
    return list.isEmpty() ? "" : "; expected " + String.join(", ", list);
  }

  private static String plainMessage(SqlParseException e) {
    var message = e.getMessage() == null ? "this cannot be parsed" : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
