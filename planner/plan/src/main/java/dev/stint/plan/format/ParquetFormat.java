package dev.stint.plan.format;

import java.util.Map;

/// Apache Parquet. `compression` is for writing: `zstd`, `snappy`, `gzip`, `lz4_raw`, `none`.
public record ParquetFormat(String compression) implements FileFormat {

  public static final ParquetFormat DEFAULT = new ParquetFormat("zstd");

  static ParquetFormat fromOptions(Map<String, String> options) {
    var reader = new OptionReader("parquet", options);
    var compression =
        reader.choice("compression", "zstd", "zstd", "snappy", "gzip", "lz4_raw", "none");
    reader.refuseUnknown();
    return new ParquetFormat(compression);
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
