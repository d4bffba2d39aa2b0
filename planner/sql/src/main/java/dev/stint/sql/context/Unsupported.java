package dev.stint.sql.context;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.Locale;
import java.util.Set;

/// Names what SQL has and Stint has not.
public final class Unsupported {

  private static final Set<String> NESTED =
      words(
          """
          aggregate array array_agg array_append array_compact array_contains array_distinct array_except
          array_insert array_intersect array_join array_max array_min array_position array_prepend
          array_remove array_repeat array_size array_sort array_union arrays_overlap arrays_zip
          cardinality collect_list collect_set element_at exists explode explode_outer filter flatten
          forall from_csv from_json from_xml get histogram_numeric inline inline_outer json_object_keys
          map map_concat map_contains_key map_entries map_filter map_from_arrays map_from_entries
          map_keys map_values map_zip_with named_struct posexplode posexplode_outer reduce
          regexp_extract_all row sentences sequence shuffle size slice sort_array split str_to_map struct
          to_csv to_json to_xml transform transform_keys transform_values try_element_at vector_avg
          vector_cosine_similarity vector_inner_product vector_l2_distance vector_norm vector_normalize
          vector_sum xpath zip_with approx_top_k
          """);

  private static final Set<String> OF_PROCESS =
      words("java_method reflect try_reflect python_worker_logs");

  private static final Set<String> OF_FILES =
      words("input_file_name input_file_block_start input_file_block_length");

  private Unsupported() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  public static StintException notSupported(AnalysisContext context, Tree tree, String what) {
    return notSupported(context, tree.span(), what);
  }

  public static StintException notSupported(AnalysisContext context, Span span, String what) {
    return context.source().error(span, "not supported: " + what);
  }

  /// Refuses a function that Spark has, by what it belongs to.
  public static void function(AnalysisContext context, Term.Call call) {
    String name = call.name();
    String key = name.toLowerCase(Locale.ROOT);
    if (NESTED.contains(key)) {
      throw context
          .source()
          .error(call, "'" + name + "' works on arrays, maps or structs; these are not supported");
    }
    if (OF_PROCESS.contains(key)) {
      throw context
          .source()
          .error(call, "'" + name + "' calls code outside of SQL; this is not supported");
    }
    if (OF_FILES.contains(key)) {
      throw context
          .source()
          .error(call, "'" + name + "' tells where a row was read; this is not supported");
    }
  }
}
