package dev.stint.sql.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicateContext;

/// Second parentheses around queries that Spark's grammar does not read as such.
///
/// `x < ANY (SELECT …)` it does not know: with them it is a call, of a function that is called
/// `any`, `some` or `all`, which [TermBuilder] takes for what it is. And in `x IN (SELECT -1)` it
/// sees a column `select`, from which 1 is subtracted.
final class QueriesInParentheses {

  private static final Set<Integer> COMPARISONS =
      Set.of(
          SqlBaseLexer.EQ,
          SqlBaseLexer.NEQ,
          SqlBaseLexer.NEQJ,
          SqlBaseLexer.LT,
          SqlBaseLexer.LTE,
          SqlBaseLexer.GT,
          SqlBaseLexer.GTE);

  private static final Set<Integer> REACHES =
      Set.of(SqlBaseLexer.ANY, SqlBaseLexer.SOME, SqlBaseLexer.ALL);

  private QueriesInParentheses() {}

  static List<Token> doubled(List<Token> tokens) {
    var all = new ArrayList<Token>();
    var opened = new ArrayDeque<Boolean>();
    for (int index = 0; index < tokens.size(); index++) {
      var token = tokens.get(index);
      all.add(token);
      if (token.getType() == SqlBaseLexer.LEFT_PAREN) {
        boolean isDoubled =
            isQuery(tokens, index) && (isIn(tokens, index) || isReach(tokens, index));
        opened.push(isDoubled);
        if (isDoubled) {
          all.add(new CommonToken(token));
        }
      } else if (token.getType() == SqlBaseLexer.RIGHT_PAREN && !opened.isEmpty()) {
        if (opened.pop()) {
          all.add(new CommonToken(token));
        }
      }
    }
    return all;
  }

  /// Whether what stands after IN is one query, in parentheses that were doubled.
  static boolean isDoubled(PredicateContext in) {
    List<ExpressionContext> options = in.expression();
    return options.size() == 1
        && options.getFirst().getStart().getStartIndex()
            == in.LEFT_PAREN().getSymbol().getStartIndex();
  }

  private static boolean isQuery(List<Token> tokens, int open) {
    int first = type(tokens, open + 1);
    return first == SqlBaseLexer.SELECT || first == SqlBaseLexer.WITH;
  }

  private static boolean isIn(List<Token> tokens, int open) {
    return type(tokens, open - 1) == SqlBaseLexer.IN;
  }

  private static boolean isReach(List<Token> tokens, int open) {
    return REACHES.contains(type(tokens, open - 1)) && COMPARISONS.contains(type(tokens, open - 2));
  }

  private static int type(List<Token> tokens, int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index).getType() : Token.EOF;
  }
}
