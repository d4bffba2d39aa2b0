package dev.stint.plan.format;

import java.util.Map;

/// Apache Parquet. `compression` is for writing: `zstd`, `snappy`, `gzip`, `lz4_raw`, `none`. The
/// rebase modes are for reading files that do not say which calendar their writer had.
public record ParquetFormat(
    String compression, RebaseMode datetimeRebaseMode, RebaseMode int96RebaseMode)
    implements FileFormat {

  public static final ParquetFormat DEFAULT = new ParquetFormat("zstd");

  /// With the calendar that SQL has.
  public ParquetFormat(String compression) {
    this(compression, RebaseMode.CORRECTED, RebaseMode.CORRECTED);
  }

  static ParquetFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("parquet", options);
    var compression =
        reader.choice("compression", "zstd", "zstd", "snappy", "gzip", "lz4_raw", "none");
    var datetimes = reader.oneOf("datetimeRebaseMode", RebaseMode.CORRECTED, RebaseMode.values());
    var int96 = reader.oneOf("int96RebaseMode", RebaseMode.CORRECTED, RebaseMode.values());
    reader.only("mergeSchema", "true", "a table has the columns of all its files");
    reader.refuseUnknown();
    return new ParquetFormat(compression, datetimes, int96);
  }

  @Override
  public String formatName() {
    return "parquet";
  }

  @Override
  public String encoding() {
    return "UTF-8";
  }
}
