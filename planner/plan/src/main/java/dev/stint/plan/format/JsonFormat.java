package dev.stint.plan.format;

import java.util.Map;

/// JSON: an object, or an array of objects, per line, or with `multiLine` anywhere. Nested values
/// are read as their JSON text. Options under Spark's names and with Spark's defaults.
public record JsonFormat(
    TextOptions text,
    boolean primitivesAsString,
    boolean prefersDecimal,
    boolean inferTimestamp,
    boolean dropFieldIfAllNull,
    Dialect dialect)
    implements FileFormat {

  /// What is taken for JSON though it is none, and how large a record's parts may be.
  public record Dialect(
      boolean allowComments,
      boolean allowUnquotedFieldNames,
      boolean allowSingleQuotes,
      boolean allowNumericLeadingZeros,
      boolean allowBackslashEscapingAnyCharacter,
      boolean allowUnquotedControlChars,
      boolean allowNonNumericNumbers,
      int maxNestingDepth,
      int maxNumLen,
      int maxStringLen) {}

  public static final JsonFormat DEFAULT = fromOptions(Map.of());

  static JsonFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("json", options);
    var format =
        new JsonFormat(
            TextOptions.read(reader),
            reader.flag("primitivesAsString", false),
            reader.flag("prefersDecimal", false),
            reader.flag("inferTimestamp", false),
            reader.flag("dropFieldIfAllNull", false),
            dialect(reader));
    reader.refuseUnknown();
    return format;
  }

  private static Dialect dialect(OptionReader reader) {
    return new Dialect(
        reader.flag("allowComments", false),
        reader.flag("allowUnquotedFieldNames", false),
        reader.flag("allowSingleQuotes", true),
        reader.flag("allowNumericLeadingZeros", false),
        reader.flag("allowBackslashEscapingAnyCharacter", false),
        reader.flag("allowUnquotedControlChars", false),
        reader.flag("allowNonNumericNumbers", true),
        reader.bound("maxNestingDepth", 1000),
        reader.bound("maxNumLen", 1000),
        reader.bound("maxStringLen", Integer.MAX_VALUE));
  }

  /// The same of a table whose schema was inferred.
  public JsonFormat inferred() {
    return new JsonFormat(
        text.inferred(),
        primitivesAsString,
        prefersDecimal,
        inferTimestamp,
        dropFieldIfAllNull,
        dialect);
  }

  @Override
  public String formatName() {
    return "json";
  }

  @Override
  public String encoding() {
    return text.encoding();
  }
}
