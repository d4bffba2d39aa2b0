package dev.stint.sql.parse;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// Turns what the grammar found into our own tree. Its parts call each other as the grammar's rules
/// do.
final class TreeBuilder {

  private final SourceText source;
  private final ParameterValues.Markers parameters;
  private final Meanings meanings;
  private final QueryBuilder queries = new QueryBuilder(this);
  private final FromBuilder from = new FromBuilder(this);
  private final TermBuilder terms = new TermBuilder(this);
  private final ConditionBuilder conditions = new ConditionBuilder(this);
  private final WindowBuilder windows = new WindowBuilder(this);
  private final CallBuilder calls = new CallBuilder(this);
  private final ConstantBuilder constants = new ConstantBuilder(this);
  private final NameBuilder names = new NameBuilder(this);

  TreeBuilder(SourceText source, ParameterValues.Markers parameters, Meanings meanings) {
    this.source = source;
    this.parameters = parameters;
    this.meanings = meanings;
  }

  QueryBuilder queries() {
    return queries;
  }

  FromBuilder from() {
    return from;
  }

  TermBuilder terms() {
    return terms;
  }

  ConditionBuilder conditions() {
    return conditions;
  }

  CallBuilder calls() {
    return calls;
  }

  WindowBuilder windows() {
    return windows;
  }

  ConstantBuilder constants() {
    return constants;
  }

  ParameterValues.Markers parameters() {
    return parameters;
  }

  /// The text that a term of constants and variables is.
  Optional<String> text(Term term) {
    return meanings.text(term, source);
  }

  Meanings meanings() {
    return meanings;
  }

  NameBuilder names() {
    return names;
  }

  static Span span(ParserRuleContext rule) {
    return span(rule.getStart(), rule.getStop());
  }

  static Span span(Token first, Token last) {
    return new Span(first.getStartIndex(), last.getStopIndex() + 1);
  }

  StintException error(Span span, String message) {
    return source.error(span, message);
  }

  StintException error(ParserRuleContext rule, String message) {
    return source.error(span(rule), message);
  }

  /// What Spark has and Stint has not.
  StintException notSupported(ParserRuleContext rule, String what) {
    return error(rule, "not supported: " + what);
  }

  StintException notSupported(Token token, String what) {
    return error(Tokens.span(token), "not supported: " + what);
  }
}
