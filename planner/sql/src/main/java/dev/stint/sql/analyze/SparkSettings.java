package dev.stint.sql.analyze;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What settings of Spark mean here: some are as they are and cannot be changed, others tune Spark
/// alone and may be set to anything.
final class SparkSettings {

  /// What Stint always does, where that is Spark's default or its corrected way.
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("spark.sql.casesensitive", "false"),
          Map.entry("spark.sql.crossjoin.enabled", "true"),
          Map.entry("spark.sql.cterecursionlevellimit", "100"),
          Map.entry("spark.sql.legacy.cteprecedencepolicy", "corrected"),
          Map.entry("spark.sql.legacy.timeparserpolicy", "corrected"),
          Map.entry("spark.sql.prioritizeordinalresolutioninsort.enabled", "true"),
          Map.entry("spark.sql.storeassignmentpolicy", "ansi"));

  private static final String LEGACY = "legacy";

  /// What begins so changes how Spark works and not what it answers.
  private static final List<String> TUNING =
      List.of(
          "spark.driver.",
          "spark.dynamicallocation.",
          "spark.executor.",
          "spark.memory.",
          "spark.shuffle.",
          "spark.speculation",
          "spark.sql.adaptive.",
          "spark.sql.autobroadcastjointhreshold",
          "spark.sql.cbo.",
          "spark.sql.codegen.",
          "spark.sql.cterecursionanchorrowslimittoconverttolocalrelation",
          "spark.sql.files.maxpartitionbytes",
          "spark.sql.inmemorycolumnarstorage.",
          "spark.sql.join.prefersortmergejoin",
          "spark.sql.optimizer.",
          "spark.sql.parquet.enablevectorizedreader",
          "spark.sql.parquet.filterpushdown",
          "spark.sql.shuffle.partitions");

  private SparkSettings() {}

  /// The value that a setting has and keeps, if it is one of those that decide about answers.
  static Optional<String> fixed(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    var known = Optional.ofNullable(FIXED.get(lower));
    // Views are bound to no schema here, in neither way of Spark.
    boolean isLegacy =
        lower.startsWith("spark.sql.") && lower.contains(LEGACY) && !lower.contains("viewschema");
    return known.isEmpty() && isLegacy ? Optional.of("false") : known;
  }

  /// Whether a setting may have any value, and none has an effect.
  static boolean isTuning(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return fixed(key).isEmpty() && TUNING.stream().anyMatch(lower::startsWith);
  }
}
