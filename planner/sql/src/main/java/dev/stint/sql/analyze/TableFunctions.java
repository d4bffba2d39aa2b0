package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.parse.Keywords;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Functions that give rows.
final class TableFunctions {

  /// Those that take arrays, maps or structs apart, or text into many columns.
  private static final Set<String> GENERATORS =
      Set.of(
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "variant_explode",
          "variant_explode_outer",
          "collations");

  private static final List<String> KNOWN = List.of("range", "stack", "json_tuple", "sql_keywords");

  private final AnalysisContext context;

  static List<String> known() {
    return KNOWN;
  }

  TableFunctions(AnalysisContext context) {
    this.context = context;
  }

  Relation analyze(Query.TableFunction function, ExpressionAnalyzer expressions) {
    String name = function.name().toLowerCase(Locale.ROOT);
    if (KNOWN.contains(name)) {
      return switch (name) {
        case "range" -> range(function, expressions);
        case "stack" -> {
          var stack = Stack.of(function, function.arguments(), expressions);
          var rows = stack.over(QueryAnalyzer.noColumns(), stack.values());
          yield Relations.select(rows, stack.columns());
        }
        case "json_tuple" -> fields(function, expressions);
        default -> keywords(function);
      };
    }
    if (GENERATORS.contains(name)) {
      throw Unsupported.notSupported(
          context, function, "the table function '" + function.name() + "'");
    }
    throw context
        .source()
        .error(
            function,
            "no table function is called '%s'%s"
                .formatted(function.name(), NearestName.suggestion(name, KNOWN)));
  }

  private Relation fields(Query.TableFunction function, ExpressionAnalyzer expressions) {
    var fields = Generators.jsonTuple(function, function.arguments(), expressions);
    var columns = new ArrayList<Column>();
    for (int index = 0; index < fields.size(); index++) {
      columns.add(context.ids().column("c" + index, DataType.STRING, true));
    }
    return new Project(QueryAnalyzer.noColumns(), columns, fields);
  }

  /// The words of the grammar, and whether they are no names unless they are quoted.
  private Relation keywords(Query.TableFunction function) {
    if (!function.arguments().isEmpty()) {
      throw context.source().error(function, "sql_keywords takes no arguments");
    }
    var settings = context.settings();
    var reserved =
        settings.isAnsi() && settings.isOn(Settings.RESERVED_KEYWORDS)
            ? Keywords.reserved()
            : Set.of();
    var rows = new ArrayList<List<Literal>>();
    for (String word : Keywords.all()) {
      rows.add(
          List.of(Literal.ofString(word), reserved.contains(word) ? Literal.TRUE : Literal.FALSE));
    }
    return new Values(
        List.of(
            context.ids().column("keyword", DataType.STRING, false),
            context.ids().column("reserved", DataType.BOOLEAN, false)),
        rows);
  }

  /// `range(end)`, or `range(start, end, step, partitions)`, of which the last is of no use here.
  private Relation range(Query.TableFunction function, ExpressionAnalyzer expressions) {
    var numbers = new ArrayList<Long>();
    for (var argument : function.arguments()) {
      numbers.add(number(argument, expressions));
    }
    return switch (numbers.size()) {
      case 1 -> range(function, 0, numbers.get(0), 1);
      case 2 -> range(function, numbers.get(0), numbers.get(1), 1);
      case 3, 4 -> range(function, numbers.get(0), numbers.get(1), numbers.get(2));
      default ->
          throw context
              .source()
              .error(
                  function,
                  "range takes 1 to 4 arguments, not "
                      + numbers.size()
                      + ": range(end) or range(start, end, step, partitions)");
    };
  }

  private long number(Term argument, ExpressionAnalyzer expressions) {
    if (argument instanceof Term.NamedArgument) {
      throw context.source().error(argument, "the arguments of range have no names");
    }
    var value = expressions.analyze(argument);
    if (!value.type().isNumeric()) {
      throw context.source().error(argument, "range needs numbers, but this is " + value.type());
    }
    if (context.coercion().cast(value, DataType.BIGINT) instanceof Literal literal
        && literal.text() != null) {
      return Long.parseLong(literal.text());
    }
    throw context.source().error(argument, "the arguments of range must be constants");
  }

  private Relation range(Query.TableFunction function, long start, long end, long step) {
    if (step == 0) {
      throw context.source().error(function, "the step of range must not be 0");
    }
    var distance = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
    var steps = distance.divideAndRemainder(BigInteger.valueOf(step));
    var count = steps[0].add(BigInteger.valueOf(steps[1].signum() == 0 ? 0 : 1));
    boolean isEmpty = distance.signum() != Long.signum(step);
    if (!isEmpty && count.bitLength() > 63) {
      throw context.source().error(function, "range has more than 2^63 - 1 rows");
    }
    var times = context.ids().column("times", DataType.BIGINT, false);
    var literal = Literal.ofLong(DataType.BIGINT, isEmpty ? 0 : count.longValueExact());
    var row = new Values(List.of(times), List.of(List.of(literal)));
    var ordinal = context.ids().column("ordinal", DataType.BIGINT, false);
    var id = context.ids().column("id", DataType.BIGINT, false);
    return new Project(
        new Repeat(row, times, ordinal), List.of(id), List.of(value(ordinal.ref(), start, step)));
  }

  private static Expression value(Expression ordinal, long start, long step) {
    var scaled =
        step == 1
            ? ordinal
            : Call.of(
                ScalarFunction.MULTIPLY,
                DataType.BIGINT,
                ordinal,
                Literal.ofLong(DataType.BIGINT, step));
    return start == 0
        ? scaled
        : Call.of(
            ScalarFunction.ADD, DataType.BIGINT, Literal.ofLong(DataType.BIGINT, start), scaled);
  }
}
