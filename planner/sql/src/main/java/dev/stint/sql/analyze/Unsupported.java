package dev.stint.sql.analyze;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.Locale;
import java.util.Set;

/// Names what SQL has and Stint has not.
final class Unsupported {

  private static final Set<String> NESTED =
      Set.of(
          "array",
          "map",
          "struct",
          "named_struct",
          "explode",
          "posexplode",
          "collect_list",
          "collect_set",
          "array_agg",
          "inline",
          "split",
          "size",
          "element_at",
          "from_json",
          "to_json",
          "array_contains",
          "sequence",
          "flatten",
          "transform",
          "row");

  private static final Set<String> RANDOM =
      Set.of("rand", "random", "randn", "uuid", "shuffle", "monotonically_increasing_id");

  private Unsupported() {}

  static StintException notSupported(AnalysisContext context, Tree tree, String what) {
    return notSupported(context, tree.span(), what);
  }

  static StintException notSupported(AnalysisContext context, Span span, String what) {
    return context.source().error(span, "not supported: " + what);
  }

  /// Refuses a function that Spark has, by what it belongs to.
  static void function(AnalysisContext context, Term.Call call) {
    String name = call.name();
    String key = name.toLowerCase(Locale.ROOT);
    if (NESTED.contains(key)) {
      throw context
          .source()
          .error(call, "'" + name + "' works on arrays, maps or structs; these are not supported");
    }
    if (RANDOM.contains(key)) {
      throw context
          .source()
          .error(
              call,
              "'%s' gives another result at each try, so a retried task would contradict itself;"
                      .formatted(name)
                  + " it is not supported");
    }
  }
}
