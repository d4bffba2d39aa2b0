package dev.stint.tests.spark;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells which queries of a file lie outside of flat SQL: those that need a type or a kind of code
/// that Stint has not. A query does where its text without strings and comments has a word of the
/// kind, where it names something that such a statement of the file made, where Stint refuses it
/// because of the kind, or where the suite gives the whole file functions in Python. It is the same
/// for queries that are answered alike.
final class Outside {

  /// What a query may need beyond flat SQL.
  enum Kind {
    /// Arrays, maps and structs; `_metadata` is a struct.
    NESTED,
    COLLATION,
    VARIANT,
    XML,
    SKETCH,
    GEOGRAPHY,
    /// Functions in Python or Scala, and classes of Spark's suite.
    FOREIGN_CODE
  }

  private static final Pattern NO_WORDS =
      Pattern.compile(
          "--[^\n]*|/[*].*?[*]/|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.DOTALL);

  private static final Map<Kind, Pattern> WORDS = words();

  private static final Map<Kind, Pattern> REASONS = reasons();

  private static final Pattern MADE =
      pattern(
          "\\b(?:CREATE|DECLARE)\\s+(?:OR\\s+REPLACE\\s+)?(?:GLOBAL\\s+)?(?:TEMPORARY\\s+|TEMP\\s+)?"
              + "(?:TABLE|VIEW|FUNCTION|VARIABLE|VAR)?\\s*(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + "([\\w.]+|`[^`]+`)");

  /// Where a statement names a table, and the name.
  private static final Pattern READ =
      pattern(
          "\\b(?:FROM|JOIN|TABLE|INTO|EXTENDED|FORMATTED|DESCRIBE|DESC)\\s*\\(?\\s*([\\w.]+|`[^`]+`)"
              + "|([\\w.]+)\\s*\\(");

  private final String file;

  /// The suite's own tables of nested types are there from the start.
  private final Map<String, Kind> made =
      new HashMap<>(Map.of("arraydata", Kind.NESTED, "mapdata", Kind.NESTED));

  Outside(String file) {
    this.file = file;
  }

  private static Map<Kind, Pattern> words() {
    var words = new EnumMap<Kind, Pattern>(Kind.class);
    words.put(Kind.XML, pattern("\\b(?:(?:from|to|schema_of)_xml|xpath\\w*)\\s*\\("));
    words.put(
        Kind.SKETCH,
        pattern(
            "\\b(?:hll|theta|tuple|kll|approx_top_k|count_min)_\\w+\\s*\\(|\\bapprox_top_k\\("));
    words.put(Kind.GEOGRAPHY, pattern("\\bst_\\w+\\s*\\(|\\b(?:geography|geometry)\\s*\\("));
    words.put(
        Kind.VARIANT,
        pattern(
            "\\bvariant\\b|\\b(?:try_)?(?:parse_json|variant_get)\\s*\\("
                + "|\\b(?:to_variant_object|schema_of_variant\\w*|is_variant_null|variant_explode\\w*)\\s*\\("));
    words.put(Kind.COLLATION, pattern("\\bCOLLATE\\b|\\bCOLLATIONS?\\b"));
    words.put(Kind.FOREIGN_CODE, pattern("\\bCREATE\\b.*\\bFUNCTION\\b[^(]*\\bAS\\s*$"));
    words.put(
        Kind.NESTED,
        pattern(
            "\\b(?:array|map|struct)\\s*[<(]|->|[\\w`)]\\s*\\[|\\b_metadata\\b"
                + "|\\b(?:aggregate|array_\\w+|arrays_\\w+|cardinality|collect_list|collect_set"
                + "|element_at|try_element_at|(?:pos)?explode(?:_outer)?|inline(?:_outer)?|flatten|forall"
                + "|from_csv|from_json|to_csv|to_json|histogram_numeric|json_object_keys|map_\\w+"
                + "|named_struct|reduce|regexp_extract_all|sentences|sequence|shuffle|sort_array"
                + "|split|str_to_map|transform_\\w+|unnest|vector_\\w+|zip_with)\\s*\\("));
    return words;
  }

  private static Map<Kind, Pattern> reasons() {
    var reasons = new EnumMap<Kind, Pattern>(Kind.class);
    reasons.put(Kind.COLLATION, pattern("the type (?:string)?collate"));
    reasons.put(Kind.GEOGRAPHY, pattern("the type geo(?:graphy|metry)"));
    reasons.put(Kind.VARIANT, pattern("the type variant|paths into JSON"));
    reasons.put(
        Kind.NESTED,
        pattern(
            "works on arrays, maps or structs|the type (?:array|map|struct)\\b"
                + "|indexing into arrays and maps|not supported: (?:fields of )?structs"
                + "|(?:max|min)_by takes 2 arguments, not 3"));
    return reasons;
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /// Takes note of what a statement makes, which later ones may name.
  void define(String sql) {
    var maker = MADE.matcher(sql);
    if (maker.find()) {
      var kind = kind(sql);
      String name = plain(maker.group(1));
      kind.ifPresentOrElse(found -> made.put(name, found), () -> made.remove(name));
    }
  }

  /// What a query needs beyond flat SQL, and `reason` is why Stint refuses it.
  Optional<Kind> kind(String sql, String reason) {
    return kind(sql)
        .or(
            () ->
                REASONS.entrySet().stream()
                    .filter(entry -> entry.getValue().matcher(firstLine(reason)).find())
                    .map(Map.Entry::getKey)
                    .findFirst());
  }

  /// What a query needs beyond flat SQL.
  Optional<Kind> kind(String sql) {
    if (file.startsWith("udtf/")) {
      return Optional.of(Kind.FOREIGN_CODE);
    }
    String bare = NO_WORDS.matcher(sql).replaceAll(" ").strip();
    return WORDS.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(bare).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> ofNames(bare));
  }

  private Optional<Kind> ofNames(String bare) {
    return READ.matcher(bare)
        .results()
        .map(found -> plain(found.group(1) == null ? found.group(2) : found.group(1)))
        .filter(made::containsKey)
        .map(made::get)
        .findFirst();
  }

  private static String firstLine(String reason) {
    return reason.lines().findFirst().orElse("");
  }

  private static String plain(String name) {
    String bare = name.replace("`", "").toLowerCase(Locale.ROOT);
    return bare.substring(bare.lastIndexOf('.') + 1);
  }
}
