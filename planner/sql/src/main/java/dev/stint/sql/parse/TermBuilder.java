package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Call;
import dev.stint.sql.tree.Term.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ArithmeticBinaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ArithmeticUnaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CastByColonContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CastContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ComparisonContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ConstantDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DataTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DereferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LambdaContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ParenthesizedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PrimaryExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RowConstructorContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SearchedCaseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShiftExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SimpleCaseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubqueryExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubscriptContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WhenClauseContext;
import org.jspecify.annotations.Nullable;

/// Terms: operators and what they are made of.
final class TermBuilder {

  private final TreeBuilder trees;
  private final TypeBuilder types;

  /// Whether the values of a row may have names, which nobody reads.
  private boolean namesSayNothing;

  TermBuilder(TreeBuilder trees) {
    this.trees = trees;
    this.types = new TypeBuilder(trees);
  }

  DataType type(DataTypeContext type) {
    return types.type(type);
  }

  Term term(ExpressionContext expression) {
    return trees.conditions().condition(expression.booleanExpression());
  }

  List<Term> terms(List<ExpressionContext> expressions) {
    return expressions.stream().map(this::term).toList();
  }

  /// A term, under a name if it has one.
  Term named(NamedExpressionContext named) {
    var value = term(named.expression());
    if (named.name != null) {
      trees.names().requireColumn(named.expression(), named.AS());
      return new Term.Alias(
          TreeBuilder.span(named), value, List.of(trees.names().alias(named.name, named.AS())));
    }
    return named.identifierList() == null
        ? pattern(named, value)
        : new Term.Alias(
            TreeBuilder.span(named), value, trees.names().names(named.identifierList()));
  }

  /// Where a session wants it, a name in backticks is a regular expression for names.
  private Term pattern(NamedExpressionContext named, Term value) {
    boolean isPattern =
        trees.meanings().isOn(Settings.REGEX_COLUMNS)
            && value instanceof Term.Name
            && named.getStop().getText().startsWith("`");
    if (isPattern && value instanceof Term.Name(var span, var parts)) {
      return new Term.Star(span, parts.subList(0, parts.size() - 1), List.of(), parts.getLast());
    }
    return value;
  }

  /// The rows of VALUES, in which the names of values say nothing.
  List<Term> rows(List<ExpressionContext> expressions) {
    boolean before = namesSayNothing;
    namesSayNothing = true;
    try {
      return terms(expressions);
    } finally {
      namesSayNothing = before;
    }
  }

  /// A term that may not have a name here.
  Term unnamed(NamedExpressionContext named) {
    if ((named.name != null && !namesSayNothing) || named.identifierList() != null) {
      throw trees.notSupported(named, "a name for a value here");
    }
    return term(named.expression());
  }

  Term value(ValueExpressionContext value) {
    var span = TreeBuilder.span(value);
    return switch (value) {
      case ValueExpressionDefaultContext primary -> primary(primary.primaryExpression());
      case ArithmeticUnaryContext unary ->
          new Operation(span, sign(unary.operator), List.of(value(unary.valueExpression())));
      case ArithmeticBinaryContext binary -> arithmetic(span, binary);
      case ShiftExpressionContext shift ->
          Call.of(
              span,
              shift.shiftOperator().getText(),
              List.of(value(shift.left), value(shift.right)));
      case ComparisonContext comparison -> comparison(span, comparison);
      default -> throw trees.notSupported(value, "this operator");
    };
  }

  private static Operator sign(Token operator) {
    return switch (operator.getType()) {
      case SqlBaseParser.MINUS -> Operator.MINUS_SIGN;
      case SqlBaseParser.PLUS -> Operator.PLUS_SIGN;
      default -> Operator.BIT_NOT;
    };
  }

  private Term arithmetic(Span span, ArithmeticBinaryContext binary) {
    if (binary.operator.getType() == SqlBaseParser.CONCAT_PIPE) {
      return new Operation(span, Operator.CONCAT, concatenated(binary));
    }
    return new Operation(
        span, operator(binary.operator), List.of(value(binary.left), value(binary.right)));
  }

  private List<Term> concatenated(ArithmeticBinaryContext binary) {
    var parts = new ArrayDeque<Term>();
    ValueExpressionContext next = binary;
    while (next instanceof ArithmeticBinaryContext same
        && same.operator.getType() == SqlBaseParser.CONCAT_PIPE) {
      parts.push(value(same.right));
      next = same.left;
    }
    parts.push(value(next));
    return List.copyOf(parts);
  }

  private static Operator operator(Token token) {
    return switch (token.getType()) {
      case SqlBaseParser.ASTERISK -> Operator.MULTIPLY;
      case SqlBaseParser.SLASH -> Operator.DIVIDE;
      case SqlBaseParser.PERCENT -> Operator.REMAINDER;
      case SqlBaseParser.DIV -> Operator.INT_DIVIDE;
      case SqlBaseParser.PLUS -> Operator.ADD;
      case SqlBaseParser.MINUS -> Operator.SUBTRACT;
      case SqlBaseParser.AMPERSAND -> Operator.BIT_AND;
      case SqlBaseParser.HAT -> Operator.BIT_XOR;
      default -> Operator.BIT_OR;
    };
  }

  private Term comparison(Span span, ComparisonContext comparison) {
    var operator =
        switch (comparison.comparisonOperator().getStart().getType()) {
          case SqlBaseParser.EQ -> Operator.EQUAL;
          case SqlBaseParser.NSEQ -> Operator.NULL_SAFE_EQUAL;
          case SqlBaseParser.LT -> Operator.LESS;
          case SqlBaseParser.LTE -> Operator.LESS_OR_EQUAL;
          case SqlBaseParser.GT -> Operator.GREATER;
          case SqlBaseParser.GTE -> Operator.GREATER_OR_EQUAL;
          default -> Operator.NOT_EQUAL;
        };
    var left = value(comparison.left);
    var right = value(comparison.right);
    var quantified = quantified(span, operator, left, right);
    return quantified == null ? new Operation(span, operator, List.of(left, right)) : quantified;
  }

  /// What [QueriesInParentheses] put in second parentheses.
  private static @Nullable Term quantified(Span span, Operator operator, Term left, Term right) {
    if (right instanceof Call call
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Term.ScalarQuery(_, var query)) {
      return switch (call.name().toLowerCase(Locale.ROOT)) {
        case "any", "some" -> new Term.Quantified(span, operator, Term.Reach.ANY, left, query);
        case "all" -> new Term.Quantified(span, operator, Term.Reach.ALL, left, query);
        default -> null;
      };
    }
    return right instanceof Call call ? listed(span, operator, left, call) : null;
  }

  /// `x = ANY (1, 2, 3)`: whether it is so for one of the values, or for all of them.
  private static @Nullable Term listed(Span span, Operator operator, Term left, Call call) {
    var combined =
        switch (call.name().toLowerCase(Locale.ROOT)) {
          case "any", "some" -> call.arguments().size() > 1 ? Operator.OR : null;
          case "all" -> Operator.AND;
          default -> null;
        };
    if (combined == null) {
      return null;
    }
    var each =
        call.arguments().stream()
            .map(value -> (Term) new Operation(span, operator, List.of(left, value)))
            .toList();
    return each.size() == 1 ? each.getFirst() : new Operation(span, combined, each);
  }

  Term primary(PrimaryExpressionContext primary) {
    var span = TreeBuilder.span(primary);
    return switch (primary) {
      case ColumnReferenceContext column ->
          new Term.Name(span, List.of(trees.names().name(column.identifier())));
      case DereferenceContext dereference -> dereference(span, dereference);
      case ConstantDefaultContext constant -> trees.constants().constant(constant.constant());
      case ParenthesizedExpressionContext inner -> term(inner.expression());
      case StarContext star -> star(span, star);
      case SearchedCaseContext choice ->
          new Term.Case(span, whens(choice.whenClause(), null), orNull(choice.elseExpression));
      case SimpleCaseContext choice ->
          new Term.Case(
              span, whens(choice.whenClause(), term(choice.value)), orNull(choice.elseExpression));
      case CastContext cast -> cast(span, cast);
      case CastByColonContext cast ->
          new Term.Cast(
              span,
              primary(cast.primaryExpression()),
              types.type(cast.dataType()),
              Term.OnError.FAIL);
      case SubqueryExpressionContext subquery ->
          new Term.ScalarQuery(span, trees.queries().query(subquery.query()));
      case RowConstructorContext row ->
          new Term.Row(span, row.namedExpression().stream().map(this::unnamed).toList());
      case SubscriptContext subscript ->
          new Term.Element(span, primary(subscript.value), value(subscript.index));
      case LambdaContext lambda ->
          new Term.Lambda(
              span,
              lambda.identifier().stream().map(trees.names()::name).toList(),
              term(lambda.expression()));
      default -> trees.calls().call(primary);
    };
  }

  private Term dereference(Span span, DereferenceContext dereference) {
    var base = primary(dereference.base);
    String field = trees.names().name(dereference.fieldName);
    if (base instanceof Term.Name name
        && !(dereference.base instanceof ParenthesizedExpressionContext)) {
      var parts = new ArrayList<>(name.parts());
      parts.add(field);
      return new Term.Name(span, parts);
    }
    return new Term.Field(span, base, field);
  }

  private Term star(Span span, StarContext star) {
    var names = trees.names();
    var except = star.exceptClause();
    return new Term.Star(
        span,
        star.qualifiedName() == null ? List.of() : names.names(star.qualifiedName()),
        except == null
            ? List.of()
            : except.exceptCols.multipartIdentifier().stream().map(names::column).toList());
  }

  /// With an operand each condition is whether it equals that of the clause.
  private List<Term.When> whens(List<WhenClauseContext> clauses, @Nullable Term operand) {
    var whens = new ArrayList<Term.When>();
    for (var clause : clauses) {
      var condition = term(clause.condition);
      var test =
          operand == null
              ? condition
              : new Operation(condition.span(), Operator.EQUAL, List.of(operand, condition));
      whens.add(new Term.When(test, term(clause.result)));
    }
    return whens;
  }

  private @Nullable Term orNull(@Nullable ExpressionContext expression) {
    return expression == null ? null : term(expression);
  }

  private Term cast(Span span, CastContext cast) {
    return new Term.Cast(
        span,
        term(cast.expression()),
        types.type(cast.dataType()),
        cast.TRY_CAST() == null ? Term.OnError.FAIL : Term.OnError.NULL);
  }
}
