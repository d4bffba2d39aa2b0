package dev.stint.plan.format;

import org.jspecify.annotations.Nullable;

/// What CSV and JSON have in common. Formats are Spark's datetime patterns, `null` for ISO 8601;
/// `timeZone` is that of timestamps whose text names none, `null` for the session's. `encoding` is
/// a character set of Java's, for reading. `lineSep` is the one character that ends a line, `null`
/// for `\n`, `\r\n` and `\r`. `isSchemaInferred` marks a table whose columns nobody declared, so
/// that what they leave out was left out by nobody.
public record TextOptions(
    @Nullable String dateFormat,
    @Nullable String timestampFormat,
    @Nullable String timestampNtzFormat,
    @Nullable String timeZone,
    BadRecordMode mode,
    String columnNameOfCorruptRecord,
    @Nullable Character lineSep,
    boolean multiLine,
    String compression,
    String encoding,
    boolean isSchemaInferred) {

  private static final String PATHS = "say it in the path, which may be a glob";

  static TextOptions read(OptionReader reader) {
    refuse(reader);
    return new TextOptions(
        reader.optionalText("dateFormat"),
        reader.optionalText("timestampFormat"),
        reader.optionalText("timestampNTZFormat"),
        reader.timeZone(),
        reader.badRecordMode(),
        reader.text("columnNameOfCorruptRecord", "_corrupt_record"),
        reader.lineSeparator(),
        reader.flag("multiLine", false),
        reader.choice("compression", "none", "none", "gzip"),
        reader.encoding(),
        false);
  }

  /// Spark's options that Stint knows and has only one answer to.
  private static void refuse(OptionReader reader) {
    reader.only("enableDateTimeParsingFallback", "false", "give the pattern that the text has");
    reader.only("samplingRatio", "1.0", "the first records are sampled; give the table a schema");
    reader.only("locale", "en-US", "names of months and days are read in English");
    reader.only("ignoreCorruptFiles", "false", "leave the files out");
    reader.only("ignoreMissingFiles", "false", "what is listed must be there");
    reader.refuse("recursiveFileLookup", "all below a folder is read, and name=value is a column");
    reader.refuse("pathGlobFilter", PATHS);
    reader.refuse("modifiedBefore", PATHS);
    reader.refuse("modifiedAfter", PATHS);
    reader.refuse("singleVariantColumn", "there is no type variant");
    reader.refuse("timeFormat", "there is no type time");
  }

  TextOptions inferred() {
    return new TextOptions(
        dateFormat,
        timestampFormat,
        timestampNtzFormat,
        timeZone,
        mode,
        columnNameOfCorruptRecord,
        lineSep,
        multiLine,
        compression,
        encoding,
        true);
  }
}
