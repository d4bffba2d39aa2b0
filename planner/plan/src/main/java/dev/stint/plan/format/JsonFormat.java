package dev.stint.plan.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON lines: one object per line. Nested values are read as their JSON text. Options under
/// Spark's names, as in [CsvFormat].
public record JsonFormat(
    @Nullable String dateFormat,
    @Nullable String timestampFormat,
    BadRecordMode mode,
    String columnNameOfCorruptRecord,
    boolean primitivesAsString,
    String compression,
    String encoding)
    implements FileFormat {

  public static final JsonFormat DEFAULT = fromOptions(Map.of());

  static JsonFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("json", options);
    var format =
        new JsonFormat(
            reader.optionalText("dateFormat"),
            reader.optionalText("timestampFormat"),
            reader.badRecordMode(),
            reader.text("columnNameOfCorruptRecord", "_corrupt_record"),
            reader.flag("primitivesAsString", false),
            reader.choice("compression", "none", "none", "gzip"),
            reader.encoding());
    reader.refuseUnknown();
    return format;
  }

  @Override
  public String formatName() {
    return "json";
  }
}
