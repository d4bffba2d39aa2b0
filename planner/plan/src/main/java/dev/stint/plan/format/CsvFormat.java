package dev.stint.plan.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CSV under Spark's option names and defaults, except that `header` is true by default and
/// `escape` is the quote itself (RFC 4180). An empty unquoted field equals `nullValue`'s default
/// and is NULL; a quoted empty field is the empty string. Formats are Spark's datetime patterns,
/// `null` for ISO 8601. `quote`, `escape` and `comment` are `null` when switched off. `encoding` is
/// a character set of Java's, for reading.
public record CsvFormat(
    boolean header,
    String sep,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Character comment,
    String nullValue,
    @Nullable String dateFormat,
    @Nullable String timestampFormat,
    BadRecordMode mode,
    String columnNameOfCorruptRecord,
    boolean ignoreLeadingWhiteSpace,
    boolean ignoreTrailingWhiteSpace,
    boolean inferSchema,
    boolean multiLine,
    String compression,
    String encoding)
    implements FileFormat {

  public static final CsvFormat DEFAULT = fromOptions(Map.of());

  static CsvFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("csv", options);
    var format =
        new CsvFormat(
            reader.flag("header", true),
            reader.text("sep", reader.text("delimiter", ",")),
            reader.character("quote", '"'),
            reader.character("escape", '"'),
            reader.character("comment", null),
            reader.text("nullValue", ""),
            reader.optionalText("dateFormat"),
            reader.optionalText("timestampFormat"),
            reader.badRecordMode(),
            reader.text("columnNameOfCorruptRecord", "_corrupt_record"),
            reader.flag("ignoreLeadingWhiteSpace", false),
            reader.flag("ignoreTrailingWhiteSpace", false),
            reader.flag("inferSchema", true),
            reader.flag("multiLine", false),
            reader.choice("compression", "none", "none", "gzip"),
            reader.encoding());
    reader.refuseUnknown();
    return format;
  }

  @Override
  public String formatName() {
    return "csv";
  }
}
