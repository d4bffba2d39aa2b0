package dev.stint.sql.analyze;

import dev.stint.plan.expression.SortKey;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Names of columns that window functions give: Spark's wording, with the frame that a function has
/// where none is written.
final class WindowNames {

  private final ColumnNames names;

  WindowNames(ColumnNames names) {
    this.names = names;
  }

  String of(Term.Over over) {
    return function(over.function()) + " OVER (" + String.join(" ", parts(over)) + ")";
  }

  private String function(Term.Call call) {
    String name = call.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "rank", "dense_rank", "percent_rank" -> name.toUpperCase(Locale.ROOT) + "()";
      case "ntile" -> call.arguments().isEmpty() ? "ntile(1)" : names.of(call);
      case "lag", "lead" -> names.of(withDefaults(call));
      case "first", "first_value", "any_value", "last", "last_value" ->
          names.of(withArguments(call, call.arguments().subList(0, 1)));
      default -> names.of(call);
    };
  }

  private Term.Call withDefaults(Term.Call call) {
    var all = List.of("", "1", "NULL");
    var arguments = new ArrayList<>(call.arguments());
    for (int place = Math.max(arguments.size(), 1); place < all.size(); place++) {
      arguments.add(new Term.Name(call.span(), List.of(all.get(place))));
    }
    return withArguments(call, arguments);
  }

  private Term.Call withArguments(Term.Call call, List<Term> arguments) {
    return new Term.Call(
        call.span(),
        call.name(),
        arguments,
        call.quantifier(),
        call.within(),
        call.filter(),
        call.nulls());
  }

  private List<String> parts(Term.Over over) {
    var window = over.window();
    var parts = new ArrayList<String>();
    if (!window.partition().isEmpty()) {
      parts.add("PARTITION BY " + list(window.partition().stream().map(names::of).toList()));
    }
    if (!window.order().isEmpty()) {
      parts.add("ORDER BY " + list(window.order().stream().map(this::key).toList()));
    }
    parts.add(frame(over.function(), window));
    return parts;
  }

  private String list(List<String> parts) {
    return String.join(", ", parts);
  }

  private String key(SortItem item) {
    boolean isAscending = item.direction() == SortKey.Direction.ASCENDING;
    return names.of(item.value()) + (isAscending ? " ASC" : " DESC") + " NULLS " + item.nulls();
  }

  private String frame(Term.Call function, Window window) {
    var frame = window.frame();
    if (frame != null) {
      return "%s BETWEEN %s AND %s"
          .formatted(frame.unit(), bound(frame.start()), bound(frame.end()));
    }
    return switch (function.name().toLowerCase(Locale.ROOT)) {
      case "row_number", "rank", "dense_rank", "percent_rank", "ntile" ->
          "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
      case "lag" -> row("-" + offset(function));
      case "lead" -> row(offset(function));
      default ->
          window.order().isEmpty()
              ? "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
              : "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    };
  }

  private String offset(Term.Call function) {
    return function.arguments().size() < 2 ? "1" : names.of(function.arguments().get(1));
  }

  private String row(String offset) {
    return "ROWS BETWEEN %s FOLLOWING AND %s FOLLOWING".formatted(offset, offset);
  }

  private String bound(Window.Bound bound) {
    String position =
        switch (bound.position()) {
          case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
          case PRECEDING -> "PRECEDING";
          case CURRENT_ROW -> "CURRENT ROW";
          case FOLLOWING -> "FOLLOWING";
          case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
        };
    return bound.offset() == null ? position : names.ofOffset(bound.offset(), position);
  }
}
