package dev.stint.sql.parse;

import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/// Tokens that remember how far the parser has looked.
final class SeenTokens extends CommonTokenStream {

  private int furthest;

  SeenTokens(List<Token> tokens) {
    super(new ListTokenSource(tokens));
  }

  Token furthest() {
    return get(furthest);
  }

  @Override
  public Token LT(int distance) {
    var token = super.LT(distance);
    furthest = Math.max(furthest, token.getTokenIndex());
    return token;
  }

  @Override
  public int LA(int distance) {
    return LT(distance).getType();
  }
}
