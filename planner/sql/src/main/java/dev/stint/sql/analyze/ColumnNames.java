package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.context.OperationForms;
import dev.stint.sql.function.ConversionFunctions;
import dev.stint.sql.function.ScalarFunctions;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Names of columns that nobody names: Spark's wording of what they are made of.
final class ColumnNames {

  private final OperationForms forms;

  /// `forms` has the operations whose wording depends on the types of what they compute with.
  ColumnNames(OperationForms forms) {
    this.forms = forms;
  }

  /// The name of an item of a SELECT list: a cast of a column is called like the column.
  String ofItem(Term term) {
    if (term instanceof Term.Name) {
      return written(term);
    }
    return term instanceof Term.Cast cast
            && cast.onError() != Term.OnError.NULL
            && cast.value() instanceof Term.Name
        ? of(cast.value())
        : of(term);
  }

  /// The bound of a frame. What is brought to another type is no PRECEDING to Spark any more.
  String ofOffset(Term offset, String position) {
    return (position.equals("PRECEDING")
            ? forms.of(offset).orElse("%s PRECEDING")
            : "%s " + position)
        .formatted(of(offset));
  }

  String of(Term term) {
    return forms.nameOf(term).orElseGet(() -> written(term));
  }

  private String written(Term term) {
    return switch (term) {
      case Term.Constant(_, var value) -> constant(value);
      case Term.TimeConstant time ->
          forms.of(time).orElseGet(() -> time.type().kind() + " '" + time.text().strip() + "'");
      case Term.Name name ->
          isCallWithoutParentheses(name)
              ? call(Term.Call.of(name.span(), name.last(), List.of()))
              : name.last();
      case Term.Star _ -> "1";
      case Term.Operation operation -> operation(operation);
      case Term.Call call -> call(call);
      case Term.NamedArgument argument -> argument.name() + " => " + of(argument.value());
      case Term.Over over -> new WindowNames(this).of(over);
      case Term.Case choice -> choice(choice);
      case Term.Cast cast ->
          "%s(%s AS %s)"
              .formatted(
                  cast.onError() == Term.OnError.NULL ? "TRY_CAST" : "CAST",
                  of(cast.value()),
                  cast.type().toString().toUpperCase(Locale.ROOT));
      case Term.Between(_, var value, var low, var high) ->
          "between(%s, %s, %s)".formatted(of(value), of(low), of(high));
      case Term.InList in -> "(%s IN (%s))".formatted(of(in.value()), list(in.options()));
      case Term.InQuery in -> "(%s IN (listquery()))".formatted(of(in.value()));
      case Term.Quantified quantified ->
          "(%s %s %s (listquery()))"
              .formatted(
                  of(quantified.value()), quantified.comparison().symbol(), quantified.reach());
      case Term.Exists _ -> "exists()";
      case Term.ScalarQuery _ -> "scalarsubquery()";
      case Term.Row row -> "struct(" + list(row.values()) + ")";
      case Term.Alias alias -> of(alias.value()) + " AS " + alias.names().getFirst();
      case Term.Lambda lambda ->
          "lambdafunction(%s, %s)"
              .formatted(of(lambda.body()), String.join(", ", lambda.parameters()));
      case Term.Element element -> of(element.value()) + "[" + of(element.index()) + "]";
      case Term.Field field -> of(field.value()) + "." + field.name();
    };
  }

  private static boolean isCallWithoutParentheses(Term.Name name) {
    return name.parts().size() == 1
        && switch (name.last().toLowerCase(Locale.ROOT)) {
          case "current_date", "current_timestamp", "current_timezone", "localtimestamp" -> true;
          case "current_time" -> true;
          default -> false;
        };
  }

  private String list(List<Term> terms) {
    return terms.stream().map(this::of).collect(Collectors.joining(", "));
  }

  static String constant(Literal value) {
    if (value.text() == null) {
      return "NULL";
    }
    return switch (value.type().kind()) {
      case STRING, BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DOUBLE -> value.text();
      case DECIMAL -> new BigDecimal(value.text()).toString();
      case FLOAT -> Float.toString(Float.parseFloat(value.text()));
      case BINARY -> "X'" + value.text().toUpperCase(Locale.ROOT) + "'";
      case DATE, TIMESTAMP, TIMESTAMP_NTZ, TIME -> value.toString();
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> value.toString();
      case VOID -> "NULL";
    };
  }

  private String operation(Term.Operation operation) {
    return switch (operation.operator()) {
      case NOT -> "(NOT " + first(operation) + ")";
      case MINUS_SIGN -> "(- " + first(operation) + ")";
      case PLUS_SIGN -> "(+ " + first(operation) + ")";
      case BIT_NOT -> "~" + first(operation);
      case IS_NULL, IS_NOT_NULL ->
          "(" + first(operation) + " " + operation.operator().symbol() + ")";
      case IS_TRUE -> "(" + first(operation) + " <=> true)";
      case IS_FALSE -> "(" + first(operation) + " <=> false)";
      case IS_NOT_TRUE -> "(NOT (" + first(operation) + " <=> true))";
      case IS_NOT_FALSE -> "(NOT (" + first(operation) + " <=> false))";
      case NOT_EQUAL -> chain(operation, "(NOT (%s = %s))");
      case CONCAT -> chain(operation, "concat(%s, %s)");
      case AND,
          OR,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          NULL_SAFE_EQUAL,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          INT_DIVIDE,
          REMAINDER,
          BIT_AND,
          BIT_OR,
          BIT_XOR ->
          chain(operation, form(operation));
    };
  }

  private String first(Term.Operation operation) {
    return of(operation.operand(0));
  }

  private String form(Term.Operation operation) {
    String symbol =
        operation.operator() == Operator.REMAINDER ? "%%" : operation.operator().symbol();
    return forms.of(operation).orElse("(%s " + symbol + " %s)");
  }

  /// Of two operands at a time, from the left.
  private String chain(Term.Operation operation, String form) {
    String text = of(operation.operand(0));
    for (var operand : operation.operands().subList(1, operation.operands().size())) {
      text = form.formatted(text, of(operand));
    }
    return text;
  }

  private String choice(Term.Case choice) {
    var text = new StringBuilder("CASE");
    for (var when : choice.whens()) {
      text.append(" WHEN ").append(of(when.condition()));
      text.append(" THEN ").append(of(when.result()));
    }
    if (choice.otherwise() != null) {
      text.append(" ELSE ").append(of(choice.otherwise()));
    }
    return text.append(" END").toString();
  }

  private String call(Term.Call call) {
    String text = unfiltered(call);
    return call.filter() == null ? text : text + " FILTER (WHERE " + of(call.filter()) + ")";
  }

  /// The name of an aggregate of all rows, or of a scalar function.
  String unfiltered(Term.Call call) {
    String name = call.name().toLowerCase(Locale.ROOT);
    var arguments = call.arguments();
    boolean isOfOne = arguments.size() == 1;
    return switch (name) {
      case "like", "ilike" -> like(call, name);
      case "if", "iff" -> "(IF(" + list(arguments) + "))";
      case "extract" -> "extract(%s FROM %s)".formatted(of(arguments.get(0)), of(arguments.get(1)));
      case "datepart" ->
          "datepart(%s FROM %s)".formatted(of(arguments.get(0)), of(arguments.get(1)));
      case "try_to_time" -> "try_to_time(%s)".formatted(plain(call, name, "to_time"));
      case "make_timestamp_ltz", "try_make_timestamp_ltz" ->
          plain(call, name, arguments.size() <= 3 ? "make_timestamp" : name);
      case "try_make_timestamp_ntz" ->
          arguments.size() == 2
              ? "try_make_timestamp_ntz(%s)".formatted(plain(call, name, "make_timestamp_ntz"))
              : plain(call, name, name);
      case "convert_timezone" ->
          "convert_timezone(%s%s)"
              .formatted(arguments.size() == 2 ? "current_timezone(), " : "", list(arguments));
      case "div" -> "(%s div %s)".formatted(of(arguments.get(0)), of(arguments.get(1)));
      case "positive" -> "(+ " + list(arguments) + ")";
      case "<<", ">>", ">>>" ->
          "(%s %s %s)".formatted(of(arguments.get(0)), name, of(arguments.get(1)));
      case "trim" -> isOfOne ? plain(call, name, name) : trim(call, "BOTH");
      case "ltrim" -> isOfOne ? plain(call, name, name) : trim(call, "LEADING");
      case "rtrim" -> isOfOne ? plain(call, name, name) : trim(call, "TRAILING");
      case "date_add", "dateadd", "timestampadd" ->
          plain(call, name, arguments.size() == 3 ? "timestampadd" : "date_add");
      case "datediff", "date_diff", "timestampdiff", "timediff" ->
          plain(call, name, arguments.size() == 3 ? "timestampdiff" : name);
      case "mode" -> mode(call);
      case "to_char", "to_varchar" -> plain(call, name, forms.titleOf(call).orElse("to_char"));
      case "ceil", "floor" -> plain(call, name, isOfOne ? name.toUpperCase(Locale.ROOT) : name);
      case "log" -> isOfOne ? "LOG(E(), %s)".formatted(list(arguments)) : plain(call, name, "LOG");
      default ->
          ConversionFunctions.isConversion(name) && isOfOne
              ? of(arguments.getFirst())
              : plain(call, name, title(name));
    };
  }

  private static String title(String name) {
    return ScalarFunctions.find(name).map(definition -> definition.title(name)).orElse(name);
  }

  private String plain(Term.Call call, String name, String title) {
    var parts = new ArrayList<>(call.arguments().stream().map(this::of).toList());
    int written = parts.size();
    ScalarFunctions.find(name).ifPresent(definition -> parts.addAll(definition.added(written)));
    AggregateFunctions.find(name).ifPresent(definition -> parts.addAll(definition.added(written)));
    forms.of(call).ifPresent(parts::add);
    String distinct = call.quantifier() == Quantifier.DISTINCT ? "DISTINCT " : "";
    return title + "(" + distinct + String.join(", ", parts) + ")" + within(call, name);
  }

  /// Of texts all is said of the order, of numbers only what is not usual.
  private String within(Term.Call call, String name) {
    if (call.within().isEmpty()) {
      return "";
    }
    boolean isOfTexts = name.equals("listagg") || name.equals("string_agg");
    return call.within().stream()
        .map(key -> of(key.value()) + (isOfTexts ? order(key) : direction(key)))
        .collect(Collectors.joining(", ", " WITHIN GROUP (ORDER BY ", ")"));
  }

  private static String order(SortItem key) {
    return (key.direction() == SortKey.Direction.ASCENDING ? " ASC" : " DESC")
        + " NULLS "
        + key.nulls();
  }

  /// Spark's name of an order is that of the opposite one, and of what it orders by itself.
  private String mode(Term.Call call) {
    var arguments = call.arguments();
    if (call.within().size() == 1) {
      var key = call.within().getFirst();
      boolean isAscending = key.direction() == SortKey.Direction.ASCENDING;
      return "mode() WITHIN GROUP (ORDER BY " + of(key.value()) + (isAscending ? " DESC)" : ")");
    }
    if (arguments.size() != 2) {
      return plain(call, "mode", "mode");
    }
    boolean isOrdered =
        arguments.getLast() instanceof Term.Constant constant
            && constant.value().equals(Literal.TRUE);
    String value = of(arguments.getFirst());
    return isOrdered ? "mode() WITHIN GROUP (ORDER BY " + value + " DESC)" : "mode(" + value + ")";
  }

  private static String direction(SortItem key) {
    return key.direction() == SortKey.Direction.ASCENDING ? "" : " DESC";
  }

  private String like(Term.Call call, String name) {
    String both = of(call.arguments().get(0)) + (name.equals("like") ? " LIKE " : ", ");
    String text = both + of(call.arguments().get(1));
    return name.equals("like") ? text : "ilike(" + text + ")";
  }

  private String trim(Term.Call call, String ends) {
    return "TRIM(%s %s FROM %s)"
        .formatted(ends, of(call.arguments().get(0)), of(call.arguments().get(1)));
  }
}
