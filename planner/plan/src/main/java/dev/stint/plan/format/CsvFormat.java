package dev.stint.plan.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CSV under Spark's option names and defaults, except that `header` is true by default and
/// `escape` is the quote itself (RFC 4180). An empty unquoted field equals `nullValue`'s default
/// and is NULL; a quoted empty field is `emptyValue`. `quote`, `escape` and `comment` are `null`
/// when switched off, `quoteEscape` (Spark's `charToEscapeQuoteEscaping`) unless it was given.
/// `enforceSchema` says that a declared schema is taken column by column whatever the header says.
/// `maxColumns` and `maxCharsPerColumn` bound a record, -1 for no bound.
public record CsvFormat(
    TextOptions text,
    boolean header,
    boolean enforceSchema,
    String sep,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Character quoteEscape,
    @Nullable Character comment,
    String nullValue,
    String emptyValue,
    String nanValue,
    String positiveInf,
    String negativeInf,
    boolean ignoreLeadingWhiteSpace,
    boolean ignoreTrailingWhiteSpace,
    boolean inferSchema,
    boolean preferDate,
    int maxColumns,
    int maxCharsPerColumn,
    UnescapedQuotes unescapedQuotes)
    implements FileFormat {

  public static final CsvFormat DEFAULT = fromOptions(Map.of());

  private static final int SPARKS_MAX_COLUMNS = 20_480;

  static CsvFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("csv", options);
    reader.only("columnPruning", "true", "a query reads the columns that it names");
    reader.ignored("inputBufferSize");
    var format =
        new CsvFormat(
            TextOptions.read(reader),
            reader.flag("header", true),
            reader.flag("enforceSchema", true),
            reader.separator(),
            reader.character("quote", '"'),
            reader.character("escape", '"'),
            reader.character("charToEscapeQuoteEscaping", null),
            reader.character("comment", null),
            reader.text("nullValue", ""),
            reader.text("emptyValue", ""),
            reader.text("nanValue", "NaN"),
            reader.text("positiveInf", "Inf"),
            reader.text("negativeInf", "-Inf"),
            reader.flag("ignoreLeadingWhiteSpace", false),
            reader.flag("ignoreTrailingWhiteSpace", false),
            reader.flag("inferSchema", true),
            reader.flag("preferDate", true),
            reader.bound("maxColumns", SPARKS_MAX_COLUMNS),
            reader.bound("maxCharsPerColumn", -1),
            reader.oneOf(
                "unescapedQuoteHandling",
                UnescapedQuotes.STOP_AT_DELIMITER,
                UnescapedQuotes.values()));
    reader.refuseUnknown();
    return format;
  }

  /// The same of a table whose schema was inferred.
  public CsvFormat inferred() {
    return new CsvFormat(
        text.inferred(),
        header,
        enforceSchema,
        sep,
        quote,
        escape,
        quoteEscape,
        comment,
        nullValue,
        emptyValue,
        nanValue,
        positiveInf,
        negativeInf,
        ignoreLeadingWhiteSpace,
        ignoreTrailingWhiteSpace,
        inferSchema,
        preferDate,
        maxColumns,
        maxCharsPerColumn,
        unescapedQuotes);
  }

  @Override
  public String formatName() {
    return "csv";
  }

  @Override
  public String encoding() {
    return text.encoding();
  }
}
