package dev.stint.sql.request;

import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `SET` changed of how statements are read and what they answer: names of settings in lower
/// case and their values. What is not there is as [#DEFAULTS] says.
public record Settings(Map<String, String> changed) {

  public static final String ANSI = "spark.sql.ansi.enabled";
  public static final String TIMESTAMP_TYPE = "spark.sql.timestamptype";
  public static final String GROUP_BY_ORDINAL = "spark.sql.groupbyordinal";
  public static final String ORDER_BY_ORDINAL = "spark.sql.orderbyordinal";
  public static final String GROUP_BY_ALIASES = "spark.sql.groupbyaliases";

  public static final String REGEX_COLUMNS = "spark.sql.parser.quotedregexcolumnnames";

  /// Whether decimal arithmetic gives up digits after the point for those before it.
  public static final String PRECISION_LOSS = "spark.sql.decimaloperations.allowprecisionloss";

  /// Whether views say what becomes of their columns, and whether these are cast if they do not.
  public static final String VIEW_SCHEMA_MODES = "spark.sql.legacy.viewschemabindingmode";

  public static final String VIEW_COMPENSATION = "spark.sql.legacy.viewschemacompensation";

  /// Whether `encode` and `decode` take every charset of Java.
  public static final String JAVA_CHARSETS = "spark.sql.legacy.javacharsets";

  /// Whether what a charset has not is replaced and no error.
  public static final String CODING_REPLACES = "spark.sql.legacy.codingerroraction";

  /// Whether `concat` and `||` of binary give strings, and `elt` too.
  public static final String CONCAT_AS_STRING = "spark.sql.function.concatbinaryasstring";

  public static final String ELT_AS_STRING = "spark.sql.function.eltoutputasstring";

  /// Whether set operations are taken from left to right, and INTERSECT binds no closer.
  public static final String SET_OPERATIONS_IN_ORDER = "spark.sql.legacy.setopsprecedence.enabled";

  /// Whether a doubled quote ends a string and begins the next one.
  public static final String QUOTES_SEPARATE = "spark.sql.legacy.consecutivestringliterals.enabled";

  /// Whether `|` may stand for `|>`.
  public static final String SINGLE_PIPE = "spark.sql.parser.singlecharacterpipeoperator.enabled";

  /// Whether double quotes enclose names and not strings.
  public static final String QUOTED_NAMES = "spark.sql.ansi.doublequotedidentifiers";

  /// Whether the words that SQL reserves are no names, in ANSI mode.
  public static final String RESERVED_KEYWORDS = "spark.sql.ansi.enforcereservedkeywords";

  /// Whether HAVING without GROUP BY and aggregates filters rows.
  public static final String HAVING_AS_WHERE =
      "spark.sql.legacy.parser.havingwithoutgroupbyaswhere";

  /// Whether `count()` is 0.
  public static final String EMPTY_COUNT = "spark.sql.legacy.allowparameterlesscount";

  /// Whether Spark takes `count(t.*)`, which Stint does either way.
  public static final String COUNT_OF_TABLE =
      "spark.sql.legacy.allowstarwithsingletableidentifierincount";

  /// The time zone of statements, an IANA name or an offset. Where it is not set it is the
  /// session's.
  public static final String TIME_ZONE = "spark.sql.session.timezone";

  /// The zone that the session has by itself.
  public static final String LOCAL_ZONE = "LOCAL";

  /// The settings of two values that may be changed, and their values before.
  public static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(ANSI, "true"),
          Map.entry(TIMESTAMP_TYPE, "TIMESTAMP_LTZ"),
          Map.entry(GROUP_BY_ORDINAL, "true"),
          Map.entry(ORDER_BY_ORDINAL, "true"),
          Map.entry(GROUP_BY_ALIASES, "true"),
          Map.entry(REGEX_COLUMNS, "false"),
          Map.entry(PRECISION_LOSS, "true"),
          Map.entry(VIEW_SCHEMA_MODES, "true"),
          Map.entry(VIEW_COMPENSATION, "true"),
          Map.entry(JAVA_CHARSETS, "false"),
          Map.entry(CODING_REPLACES, "false"),
          Map.entry(CONCAT_AS_STRING, "false"),
          Map.entry(ELT_AS_STRING, "false"),
          Map.entry(SET_OPERATIONS_IN_ORDER, "false"),
          Map.entry(QUOTES_SEPARATE, "false"),
          Map.entry(SINGLE_PIPE, "true"),
          Map.entry(QUOTED_NAMES, "false"),
          Map.entry(RESERVED_KEYWORDS, "false"),
          Map.entry(HAVING_AS_WHERE, "false"),
          Map.entry(EMPTY_COUNT, "false"),
          Map.entry(COUNT_OF_TABLE, "false"));

  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    changed = Collections.unmodifiableMap(new TreeMap<>(changed));
  }

  /// Whether a setting is one of two values that can be changed.
  public static boolean isKnown(String key) {
    return DEFAULTS.containsKey(key.toLowerCase(Locale.ROOT));
  }

  /// The values that a setting may have that is known.
  public static List<String> allowed(String key) {
    return key.equalsIgnoreCase(TIMESTAMP_TYPE)
        ? List.of("TIMESTAMP_LTZ", "TIMESTAMP_NTZ")
        : List.of("true", "false");
  }

  public Settings with(String key, String value) {
    var all = new LinkedHashMap<>(changed);
    all.put(key.toLowerCase(Locale.ROOT), value);
    return new Settings(all);
  }

  /// With the value that the setting has by itself.
  public Settings without(String key) {
    var all = new LinkedHashMap<>(changed);
    all.remove(key.toLowerCase(Locale.ROOT));
    return new Settings(all);
  }

  public String value(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return changed.getOrDefault(lower, String.valueOf(DEFAULTS.get(lower)));
  }

  /// Whether a setting of two values is on.
  public boolean isOn(String key) {
    return value(key).equalsIgnoreCase("true");
  }

  /// The time zone, if it was set.
  public Optional<ZoneId> timeZone() {
    return Optional.ofNullable(changed.get(TIME_ZONE)).map(ZoneId::of);
  }

  /// Whether what has no result is an error, and conversions are Spark's strict ones.
  public boolean isAnsi() {
    return isOn(ANSI);
  }

  /// What `TIMESTAMP` means.
  public DataType timestampType() {
    return value(TIMESTAMP_TYPE).equalsIgnoreCase("timestamp_ntz")
        ? DataType.TIMESTAMP_NTZ
        : DataType.TIMESTAMP;
  }
}
