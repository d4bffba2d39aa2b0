package dev.stint.sql.tree;

/// Operators as they are written.
public enum Operator {
  AND("AND"),
  OR("OR"),
  NOT("NOT"),
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  NULL_SAFE_EQUAL("<=>"),
  IS_NULL("IS NULL"),
  IS_NOT_NULL("IS NOT NULL"),
  IS_TRUE("IS TRUE"),
  IS_NOT_TRUE("IS NOT TRUE"),
  IS_FALSE("IS FALSE"),
  IS_NOT_FALSE("IS NOT FALSE"),
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  INT_DIVIDE("div"),
  REMAINDER("%"),
  PLUS_SIGN("+"),
  MINUS_SIGN("-"),
  BIT_AND("&"),
  BIT_OR("|"),
  BIT_XOR("^"),
  BIT_NOT("~"),
  CONCAT("||");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }
}
