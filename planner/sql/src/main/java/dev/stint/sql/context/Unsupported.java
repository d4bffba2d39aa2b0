package dev.stint.sql.context;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names what SQL has and Stint has not.
public final class Unsupported {

  /// Functions of Spark that Stint has not, by what they are about. [#of] finds them; the docs list
  /// them.
  public enum Kind {
    NESTED(
        "works on arrays, maps or structs; these are not supported",
        """
        aggregate approx_top_k array array_agg array_append array_compact array_contains array_distinct
        array_except array_insert array_intersect array_join array_max array_min array_position
        array_prepend array_remove array_repeat array_size array_sort array_union arrays_overlap
        arrays_zip cardinality collect_list collect_set element_at exists explode explode_outer filter
        flatten forall from_csv from_json get histogram_numeric inline inline_outer json_object_keys map
        map_concat map_contains_key map_entries map_filter map_from_arrays map_from_entries map_keys
        map_values map_zip_with named_struct posexplode posexplode_outer reduce regexp_extract_all row
        sentences sequence shuffle size slice sort_array split str_to_map struct to_csv to_json transform
        transform_keys transform_values try_element_at zip_with
        """),
    VECTORS(
        "works on arrays of numbers; these are not supported",
        """
        vector_avg vector_cosine_similarity vector_inner_product vector_l2_distance vector_norm
        vector_normalize vector_sum
        """),
    WINDOWS_OF_TIME(
        "gives structs, which are not supported; time_bucket gives the start of a stretch of time",
        "session_window window window_time"),
    VARIANTS(
        "works on variants; these are not supported",
        """
        is_valid_variant is_variant_null parse_json schema_of_variant schema_of_variant_agg
        to_variant_object try_parse_json try_variant_get variant_explode variant_explode_outer variant_get
        """),
    XML(
        "reads or writes XML as structs or arrays; these are not supported",
        "from_xml schema_of_xml to_xml xpath"),
    AVRO(
        "reads or writes Avro or Protocol Buffers; these are not supported",
        "from_avro from_protobuf schema_of_avro to_avro to_protobuf"),
    SKETCHES(
        "works on sketches; these are not supported",
        """
        approx_top_k_accumulate approx_top_k_combine approx_top_k_estimate count_min_sketch
        hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg kll_merge_agg_bigint
        kll_merge_agg_double kll_merge_agg_float kll_sketch_agg_bigint kll_sketch_agg_double
        kll_sketch_agg_float kll_sketch_get_n_bigint kll_sketch_get_n_double kll_sketch_get_n_float
        kll_sketch_get_quantile_bigint kll_sketch_get_quantile_double kll_sketch_get_quantile_float
        kll_sketch_get_rank_bigint kll_sketch_get_rank_double kll_sketch_get_rank_float
        kll_sketch_merge_bigint kll_sketch_merge_double kll_sketch_merge_float
        kll_sketch_to_string_bigint kll_sketch_to_string_double kll_sketch_to_string_float
        theta_difference theta_intersection theta_intersection_agg theta_sketch_agg
        theta_sketch_estimate theta_union theta_union_agg tuple_difference_double
        tuple_difference_integer tuple_difference_theta_double tuple_difference_theta_integer
        tuple_intersection_agg_double tuple_intersection_agg_integer tuple_intersection_double
        tuple_intersection_integer tuple_intersection_theta_double tuple_intersection_theta_integer
        tuple_sketch_agg_double tuple_sketch_agg_integer tuple_sketch_estimate_double
        tuple_sketch_estimate_integer tuple_sketch_summary_double tuple_sketch_summary_integer
        tuple_sketch_theta_double tuple_sketch_theta_integer tuple_union_agg_double
        tuple_union_agg_integer tuple_union_double tuple_union_integer tuple_union_theta_double
        tuple_union_theta_integer
        """),
    COLLATIONS("is about collations; these are not supported", "collate collation collations"),
    PLACES(
        "works on places on Earth; these are not supported",
        "st_asbinary st_geogfromwkb st_geomfromwkb st_setsrid st_srid"),
    OF_PROCESS(
        "calls code outside of SQL; this is not supported",
        "java_method python_worker_logs reflect try_reflect"),
    MEASURES("is for metric views; these are not supported", "measure");

    private final String reason;
    private final String names;

    Kind(String reason, String names) {
      this.reason = reason;
      this.names = names;
    }

    /// What follows the name of one of them.
    public String reason() {
      return reason;
    }

    public SortedSet<String> names() {
      return new TreeSet<>(List.of(names.strip().split("\\s+", -1)));
    }

    /// That of a function that Spark has and Stint has not.
    public static Optional<Kind> of(String function) {
      String name = function.toLowerCase(Locale.ROOT);
      return Arrays.stream(values()).filter(kind -> kind.names().contains(name)).findFirst();
    }
  }

  private Unsupported() {}

  public static StintException notSupported(AnalysisContext context, Tree tree, String what) {
    return notSupported(context, tree.span(), what);
  }

  public static StintException notSupported(AnalysisContext context, Span span, String what) {
    return context.source().error(span, "not supported: " + what);
  }

  /// Refuses a function that Spark has, by what it belongs to.
  public static void function(AnalysisContext context, Term.Call call) {
    var kind = Kind.of(call.name());
    if (kind.isPresent()) {
      throw context.source().error(call, "'%s' %s".formatted(call.name(), kind.get().reason()));
    }
  }
}
