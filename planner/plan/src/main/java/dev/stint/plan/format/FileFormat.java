package dev.stint.plan.format;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.failure.StintException;
import java.util.Locale;
import java.util.Map;

/// A file format with its options, for reading and writing.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ParquetFormat.class, name = "parquet"),
  @JsonSubTypes.Type(value = CsvFormat.class, name = "csv"),
  @JsonSubTypes.Type(value = JsonFormat.class, name = "json"),
})
public sealed interface FileFormat permits ParquetFormat, CsvFormat, JsonFormat {

  /// The name users write: `parquet`, `csv`, `json`.
  String formatName();

  /// The character set of the text in files, under Java's name.
  String encoding();

  /// A format from its name and options under Spark's names, read without regard to case.
  ///
  /// @throws StintException of kind USER naming an unknown format, option or value
  static FileFormat of(String name, Map<String, String> options) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "parquet" -> ParquetFormat.fromOptions(options);
      case "csv" -> CsvFormat.fromOptions(options);
      case "json" -> JsonFormat.fromOptions(options);
      default ->
          throw StintException.user(
              "'" + name + "' is not a file format; use parquet, csv or json");
    };
  }

  /// A format to write in, from its name and options.
  ///
  /// @throws StintException of kind USER naming an unknown format, option or value
  static FileFormat ofOutput(String name, Map<String, String> options) {
    var format = of(name, options);
    var encoding = format.encoding();
    if (!encoding.equals("UTF-8")) {
      throw StintException.user(
          "option encoding of %s is '%s'; files are written in UTF-8 alone"
              .formatted(name, encoding));
    }
    return format;
  }
}
