package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.Any_valueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CollateContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CurrentLikeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DatetimeUnitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExtractContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FirstContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionArgumentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LastContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OverlayContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PositionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PrimaryExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SemiStructuredExtractContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetQuantifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StructContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubstringContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TimestampaddContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TimestampdiffContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TrimContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionContext;
import org.jspecify.annotations.Nullable;

/// Calls of functions, and what has a syntax of its own but is one.
final class CallBuilder {

  /// The arguments of `mask`, which alone among the functions with names for them is there.
  private static final List<String> MASK_PARAMETERS =
      List.of("str", "upperChar", "lowerChar", "digitChar", "otherChar");

  private static final List<Literal> MASK_DEFAULTS =
      List.of(
          Literal.nullOf(DataType.STRING),
          Literal.ofString("X"),
          Literal.ofString("x"),
          Literal.ofString("n"),
          Literal.nullOf(DataType.VOID));

  private final TreeBuilder trees;

  CallBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Term call(PrimaryExpressionContext call) {
    var span = TreeBuilder.span(call);
    return switch (call) {
      case FunctionCallContext function -> function(function);
      case CurrentLikeContext constant -> new Term.Name(span, List.of(constant.getText()));
      case FirstContext first -> value(call, first.FIRST(), first.expression(), first.IGNORE());
      case LastContext last -> value(call, last.LAST(), last.expression(), last.IGNORE());
      case Any_valueContext any -> value(call, any.ANY_VALUE(), any.expression(), any.IGNORE());
      case TimestampaddContext add ->
          Call.of(
              span,
              add.name.getText(),
              List.of(
                  unit(add.unit, add.invalidUnit), value(add.unitsAmount), value(add.timestamp)));
      case TimestampdiffContext difference ->
          Call.of(
              span,
              difference.name.getText(),
              List.of(
                  unit(difference.unit, difference.invalidUnit),
                  value(difference.startTimestamp),
                  value(difference.endTimestamp)));
      case ExtractContext extract ->
          Call.of(span, "extract", List.of(text(extract.field), value(extract.source)));
      case SubstringContext substring ->
          Call.of(span, "substring", values(substring.str, substring.pos, substring.len));
      case PositionContext position ->
          Call.of(span, "locate", values(position.substr, position.str));
      case OverlayContext overlay ->
          Call.of(
              span,
              "overlay",
              values(overlay.input, overlay.replace, overlay.position, overlay.length));
      case TrimContext trim ->
          Call.of(span, trimming(trim.trimOption), values(trim.trimStr, trim.srcStr));
      case StructContext struct ->
          Call.of(span, "struct", struct.argument.stream().map(trees.terms()::named).toList());
      case CollateContext _ -> throw trees.notSupported(call, "COLLATE");
      case SemiStructuredExtractContext _ ->
          throw trees.notSupported(call, "paths into JSON (':')");
      default -> throw trees.notSupported(call, "this expression");
    };
  }

  private static String trimming(@Nullable Token option) {
    return switch (option == null ? "" : option.getText().toLowerCase(Locale.ROOT)) {
      case "leading" -> "ltrim";
      case "trailing" -> "rtrim";
      default -> "trim";
    };
  }

  private Term value(ValueExpressionContext value) {
    return trees.terms().value(value);
  }

  /// Those that were written.
  private List<Term> values(@Nullable ValueExpressionContext... values) {
    var terms = new ArrayList<Term>();
    for (var value : values) {
      if (value != null) {
        terms.add(value(value));
      }
    }
    return terms;
  }

  private Term value(
      ParserRuleContext call,
      TerminalNode name,
      ExpressionContext argument,
      @Nullable TerminalNode ignore) {
    return new Call(
        TreeBuilder.span(call),
        name.getText(),
        List.of(trees.terms().term(argument)),
        Quantifier.ALL,
        List.of(),
        null,
        ignore == null ? Term.Nulls.UNSAID : Term.Nulls.IGNORE);
  }

  private Term unit(@Nullable DatetimeUnitContext unit, StringLitContext text) {
    return unit != null
        ? text(unit)
        : new Term.Constant(
            TreeBuilder.span(text), Literal.ofString(trees.constants().string(text)));
  }

  private static Term text(ParserRuleContext word) {
    return new Term.Constant(TreeBuilder.span(word), Literal.ofString(word.getText()));
  }

  private Term function(FunctionCallContext function) {
    var span = TreeBuilder.span(function);
    if (isIdentifier(function)) {
      var text = trees.terms().term(function.argument.getFirst().expression());
      return new Term.Name(span, trees.names().parts(text));
    }
    var call =
        new Call(
            span,
            trees.meanings().function(name(function.functionName())),
            inPlace(
                function,
                name(function.functionName()),
                function.argument.stream().map(this::argument).toList()),
            quantifier(function.setQuantifier()),
            function.sortItem().stream().map(trees.queries()::sortItem).toList(),
            function.where == null ? null : trees.conditions().condition(function.where),
            nulls(function));
    return function.windowSpec() == null
        ? call
        : new Term.Over(span, call, trees.windows().window(function.windowSpec()));
  }

  /// `IDENTIFIER('…')` in the place of a column.
  private static boolean isIdentifier(FunctionCallContext function) {
    return function.functionName().getText().equalsIgnoreCase("identifier")
        && function.argument.size() == 1
        && function.argument.getFirst().expression() != null
        && function.windowSpec() == null;
  }

  static Quantifier quantifier(@Nullable SetQuantifierContext quantifier) {
    return quantifier == null || quantifier.ALL() != null ? Quantifier.ALL : Quantifier.DISTINCT;
  }

  private static Term.Nulls nulls(FunctionCallContext function) {
    if (function.IGNORE() != null) {
      return Term.Nulls.IGNORE;
    }
    return function.RESPECT() == null ? Term.Nulls.UNSAID : Term.Nulls.RESPECT;
  }

  String name(FunctionNameContext name) {
    if (name.expression() != null) {
      return String.join(".", trees.names().parts(trees.terms().term(name.expression())));
    }
    return name.qualifiedName() == null
        ? name.getText()
        : String.join(".", trees.names().names(name.qualifiedName()));
  }

  /// Arguments by name in the places that they have in the functions of Spark that name them.
  private List<Term> inPlace(ParserRuleContext call, String function, List<Term> arguments) {
    if (!function.equalsIgnoreCase("mask")
        || arguments.stream().noneMatch(Term.NamedArgument.class::isInstance)) {
      return arguments;
    }
    var places = new ArrayList<Term>(MASK_DEFAULTS.size());
    MASK_DEFAULTS.forEach(text -> places.add(new Term.Constant(TreeBuilder.span(call), text)));
    var given = new HashSet<Integer>();
    for (int index = 0; index < arguments.size(); index++) {
      boolean isNamed = arguments.get(index) instanceof Term.NamedArgument;
      int place = isNamed ? place(call, (Term.NamedArgument) arguments.get(index)) : index;
      if (place >= MASK_DEFAULTS.size() || !given.add(place)) {
        throw trees.error(call, "an argument of mask is given twice, or there are too many");
      }
      places.set(
          place,
          arguments.get(index) instanceof Term.NamedArgument(_, _, var value)
              ? value
              : arguments.get(index));
    }
    if (!given.contains(0)) {
      throw trees.error(call, "mask needs its argument str");
    }
    return places;
  }

  private int place(ParserRuleContext call, Term.NamedArgument argument) {
    for (int place = 0; place < MASK_PARAMETERS.size(); place++) {
      if (MASK_PARAMETERS.get(place).equalsIgnoreCase(argument.name())) {
        return place;
      }
    }
    throw trees.error(
        call,
        "mask has no parameter '%s'; it has %s"
            .formatted(argument.name(), String.join(", ", MASK_PARAMETERS)));
  }

  Term argument(FunctionArgumentContext argument) {
    var named = argument.namedArgumentExpression();
    return named == null
        ? trees.terms().term(argument.expression())
        : new Term.NamedArgument(
            TreeBuilder.span(argument),
            trees.names().name(named.key),
            trees.terms().term(named.value));
  }
}
