package dev.stint.sql.tree;

/// Whether rows or values that are equal count once.
public enum Quantifier {
  ALL,
  DISTINCT
}
