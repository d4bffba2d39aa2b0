package dev.stint.sql.parse;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.jspecify.annotations.Nullable;

/// Says what the parser stumbled over in words for the user: the token, a keyword that was probably
/// meant, or a few of the many that could stand there.
final class SyntaxError extends BaseErrorListener {

  private static final int MAX_EXPECTED = 6;

  /// What is worth naming, most likely first.
  private static final List<String> COMMON =
      List.of(
          ")", ",", "FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "ON", "JOIN", "AS", "AND", "END",
          "THEN", "WHEN", "BY", "SELECT", "(");

  private static final List<String> CLAUSES =
      List.of(
          "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "JOIN", "SELECT", "AND");

  private final SourceText source;
  private final List<Token> tokens;
  private final SeenTokens seen;

  /// `seen` is what the parser reads the tokens through.
  SyntaxError(SourceText source, List<Token> tokens, SeenTokens seen) {
    this.source = source;
    this.tokens = tokens;
    this.seen = seen;
  }

  /// @throws StintException always: the first error ends the parsing
  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object offending,
      int line,
      int column,
      @Nullable String message,
      @Nullable RecognitionException failure) {
    var token = offending instanceof Token at ? at : seen.furthest();
    var misspelt = misspelt(indexOf(token)).or(() -> misspelt(indexOf(token) - 1));
    if (misspelt.isPresent()) {
      throw misspelt.get();
    }
    // Where a choice failed, all that was looked at was right for one of the alternatives.
    boolean isOfChoice = failure instanceof NoViableAltException;
    throw isOfChoice
        ? at(indexOf(seen.furthest()), Set.of())
        : at(indexOf(token), expected((Parser) recognizer));
  }

  private StintException at(int index, Set<String> expected) {
    if (index == tokens.size()) {
      var last = tokens.getLast();
      return misspelt(tokens.size() - 1)
          .orElseGet(
              () ->
                  source.error(
                      Tokens.span(last),
                      "the statement ends too early after '%s'%s"
                          .formatted(last.getText(), missing(expected))));
    }
    var token = tokens.get(index);
    return misspelt(index)
        .or(() -> misspelt(index - 1))
        .orElseGet(
            () ->
                source.error(
                    Tokens.span(token),
                    "unexpected '%s'%s%s"
                        .formatted(
                            token.getText(),
                            index == 0 ? "" : " after '" + tokens.get(index - 1).getText() + "'",
                            expectation(token.getText(), expected))));
  }

  private String missing(Set<String> expected) {
    int open = 0;
    for (var token : tokens) {
      open += token.getType() == SqlBaseParser.LEFT_PAREN ? 1 : 0;
      open -= token.getType() == SqlBaseParser.RIGHT_PAREN ? 1 : 0;
    }
    return open > 0 ? "; a ')' is missing" : expectation("", expected);
  }

  /// The token's place among those of the statement; behind them all for its end.
  private int indexOf(Token token) {
    for (int index = 0; index < tokens.size(); index++) {
      if (tokens.get(index).getStartIndex() == token.getStartIndex()
          && token.getType() != Token.EOF) {
        return index;
      }
    }
    return tokens.size();
  }

  /// A word that is no keyword, but nearly one, may be the keyword that is missing.
  private Optional<StintException> misspelt(int index) {
    if (index < 0
        || index >= tokens.size()
        || tokens.get(index).getType() != SqlBaseParser.IDENTIFIER) {
      return Optional.empty();
    }
    var token = tokens.get(index);
    String word = token.getText().toUpperCase(Locale.ROOT);
    return CLAUSES.stream()
        .filter(clause -> word.length() > 2 && NearestName.distance(word, clause) == 1)
        .findFirst()
        .map(
            clause ->
                source.error(
                    Tokens.span(token),
                    "unexpected '%s'; did you mean %s?".formatted(token.getText(), clause)));
  }

  /// The names of the tokens that would have been right, keywords without their quotes.
  private static Set<String> expected(Parser parser) {
    IntervalSet types = parser.getExpectedTokens();
    var names = new TreeSet<String>();
    for (int type : types.toList()) {
      names.add(parser.getVocabulary().getDisplayName(type).replace("'", ""));
    }
    return names;
  }

  private static String expectation(String found, Set<String> expected) {
    boolean isExpression = expected.contains("CASE") && expected.contains("CAST");
    var list = new ArrayList<String>();
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
}
