package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Call;
import dev.stint.sql.tree.Term.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExistsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LogicalBinaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LogicalNotContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicateContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicatedContext;

/// Conditions: AND, OR, NOT, EXISTS, and predicates such as IN and LIKE.
final class ConditionBuilder {

  private final TreeBuilder trees;

  ConditionBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Term condition(BooleanExpressionContext condition) {
    var span = TreeBuilder.span(condition);
    return switch (condition) {
      case LogicalNotContext not ->
          new Operation(span, Operator.NOT, List.of(condition(not.booleanExpression())));
      case LogicalBinaryContext binary -> logic(span, binary);
      case ExistsContext exists -> new Term.Exists(span, trees.queries().query(exists.query()));
      case PredicatedContext predicated -> predicated(span, predicated);
      default -> throw trees.notSupported(condition, "this condition");
    };
  }

  /// A chain of one operator has all its operands beside each other, however long it is.
  private Term logic(Span span, LogicalBinaryContext binary) {
    int type = binary.operator.getType();
    var operands = new ArrayList<Term>();
    var open = new ArrayDeque<BooleanExpressionContext>();
    open.push(binary);
    while (!open.isEmpty()) {
      var next = open.pop();
      if (next instanceof LogicalBinaryContext same && same.operator.getType() == type) {
        open.push(same.right);
        open.push(same.left);
      } else {
        operands.add(condition(next));
      }
    }
    var operator = type == SqlBaseParser.AND ? Operator.AND : Operator.OR;
    return new Operation(span, operator, operands);
  }

  private Term predicated(Span span, PredicatedContext predicated) {
    var value = trees.terms().value(predicated.valueExpression());
    var predicate = predicated.predicate();
    if (predicate == null) {
      return value;
    }
    boolean isNegated = predicate.errorCapturingNot() != null;
    if (predicate.IS() != null) {
      return is(span, value, predicate, isNegated);
    }
    var condition = predicate(span, value, predicate);
    return isNegated ? not(condition) : condition;
  }

  private static Term not(Term condition) {
    return new Operation(condition.span(), Operator.NOT, List.of(condition));
  }

  private Term is(Span span, Term value, PredicateContext predicate, boolean isNegated) {
    if (predicate.DISTINCT() != null) {
      var operands = List.of(value, trees.terms().value(predicate.right));
      var isSame = new Operation(span, Operator.NULL_SAFE_EQUAL, operands);
      return isNegated ? isSame : not(isSame);
    }
    var operator =
        switch (predicate.kind.getType()) {
          case SqlBaseParser.TRUE -> isNegated ? Operator.IS_NOT_TRUE : Operator.IS_TRUE;
          case SqlBaseParser.FALSE -> isNegated ? Operator.IS_NOT_FALSE : Operator.IS_FALSE;
          default -> isNegated ? Operator.IS_NOT_NULL : Operator.IS_NULL;
        };
    return new Operation(span, operator, List.of(value));
  }

  private Term predicate(Span span, Term value, PredicateContext predicate) {
    return switch (predicate.kind.getType()) {
      case SqlBaseParser.BETWEEN ->
          new Term.Between(
              span,
              value,
              trees.terms().value(predicate.lower),
              trees.terms().value(predicate.upper));
      case SqlBaseParser.IN -> in(span, value, predicate);
      default ->
          predicate.quantifier == null
              ? like(span, value, predicate)
              : likes(span, value, predicate);
    };
  }

  private Term in(Span span, Term value, PredicateContext predicate) {
    if (predicate.query() != null) {
      return new Term.InQuery(span, value, trees.queries().query(predicate.query()));
    }
    var options = trees.terms().terms(predicate.expression());
    return QueriesInParentheses.isDoubled(predicate)
            && options.getFirst() instanceof Term.ScalarQuery(_, var query)
        ? new Term.InQuery(span, value, query)
        : new Term.InList(span, value, options);
  }

  private Term like(Span span, Term value, PredicateContext predicate) {
    var arguments = new ArrayList<>(List.of(value, trees.terms().value(predicate.pattern)));
    if (predicate.escapeChar != null) {
      var escape = trees.constants().string(predicate.escapeChar);
      arguments.add(
          new Term.Constant(TreeBuilder.span(predicate.escapeChar), Literal.ofString(escape)));
    }
    return Call.of(span, function(predicate), arguments);
  }

  private static String function(PredicateContext predicate) {
    return switch (predicate.kind.getType()) {
      case SqlBaseParser.LIKE -> "like";
      case SqlBaseParser.ILIKE -> "ilike";
      default -> "rlike";
    };
  }

  /// `LIKE ANY (…)` is the OR of its patterns, `LIKE ALL (…)` the AND.
  private Term likes(Span span, Term value, PredicateContext predicate) {
    boolean isAll = predicate.quantifier.getType() == SqlBaseParser.ALL;
    boolean isNegated = predicate.errorCapturingNot() != null;
    var patterns = trees.terms().terms(predicate.expression());
    if (patterns.isEmpty()) {
      throw trees.error(predicate, "write at least one pattern");
    }
    var matches = new ArrayList<Term>();
    for (var pattern : patterns) {
      matches.add(Call.of(span, function(predicate), List.of(value, pattern)));
    }
    // NOT LIKE ALL: none of them matches. The NOT around all this makes it so.
    var operator = isAll == isNegated ? Operator.OR : Operator.AND;
    return matches.size() == 1 ? matches.getFirst() : new Operation(span, operator, matches);
  }
}
