package dev.stint.sql.analyze;

import dev.stint.plan.failure.StintException;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

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

  private static final Set<String> WINDOW =
      Set.of(
          "row_number",
          "rank",
          "dense_rank",
          "percent_rank",
          "cume_dist",
          "ntile",
          "lag",
          "lead",
          "nth_value",
          "last_value");

  private static final Set<String> RANDOM =
      Set.of("rand", "random", "randn", "uuid", "shuffle", "monotonically_increasing_id");

  private Unsupported() {}

  static StintException at(AnalysisContext context, SqlCall call) {
    String what =
        switch (call.getKind()) {
          case OVER -> "window functions (OVER)";
          case WITHIN_GROUP -> "WITHIN GROUP";
          case WITHIN_DISTINCT -> "WITHIN DISTINCT";
          case RESPECT_NULLS, IGNORE_NULLS -> "RESPECT NULLS and IGNORE NULLS";
          case LATERAL -> "LATERAL";
          case UNNEST -> "UNNEST";
          case MATCH_RECOGNIZE -> "MATCH_RECOGNIZE";
          case PIVOT, UNPIVOT -> call.getKind().name();
          case TABLESAMPLE -> "TABLESAMPLE";
          case SNAPSHOT -> "FOR SYSTEM_TIME AS OF";
          case COLLECTION_TABLE -> "table functions";
          case ARRAY_VALUE_CONSTRUCTOR, ARRAY_QUERY_CONSTRUCTOR -> "arrays";
          case MAP_VALUE_CONSTRUCTOR, MAP_QUERY_CONSTRUCTOR -> "maps";
          case MULTISET_VALUE_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR -> "multisets";
          case ITEM -> "indexing into arrays and maps";
          case ROW -> "structs";
          case DOT -> "fields of structs";
          case LAMBDA -> "lambda functions";
          case DYNAMIC_PARAM -> "parameters ('?')";
          default -> "'" + call.getOperator().getName() + "'";
        };
    return notSupported(context, call, what);
  }

  static StintException notSupported(AnalysisContext context, SqlNode node, String what) {
    return context.source().error(node, "not supported: " + what);
  }

  /// Refuses a function that Spark has, by what it belongs to.
  static void function(AnalysisContext context, SqlCall call, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    if (WINDOW.contains(key)) {
      throw context
          .source()
          .error(call, "'" + name + "' is a window function; these are not supported");
    }
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
