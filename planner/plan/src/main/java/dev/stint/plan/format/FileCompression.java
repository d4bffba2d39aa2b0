package dev.stint.plan.format;

import dev.stint.plan.failure.StintException;
import java.util.Locale;
import java.util.Map;

/// How a file of text is compressed, which its name tells, as in Spark.
public enum FileCompression {
  NONE(""),
  GZIP(".gz"),
  DEFLATE(".deflate"),
  BZIP2(".bz2"),
  ZSTD(".zst"),
  LZ4(".lz4"),
  SNAPPY(".snappy");

  /// What files of text are compressed with by others and is not read.
  private static final Map<String, String> REFUSED =
      Map.of(
          ".xz",
          "xz",
          ".lzma",
          "LZMA",
          ".zip",
          "zip",
          ".br",
          "Brotli",
          ".7z",
          "7-Zip",
          ".lzo",
          "LZO",
          ".z",
          "compress",
          ".rar",
          "RAR",
          ".tar",
          "tar",
          ".tgz",
          "tar");

  private final String suffix;

  FileCompression(String suffix) {
    this.suffix = suffix;
  }

  /// @throws StintException of kind USER naming a compression that is not read
  public static FileCompression of(String path) {
    var name = path.toLowerCase(Locale.ROOT);
    for (var entry : REFUSED.entrySet()) {
      if (name.endsWith(entry.getKey())) {
        throw StintException.user(
            "%s: %s is not read; unpack it, or pack it anew as .gz, .bz2, .zst, .lz4 or .snappy"
                .formatted(path, entry.getValue()));
      }
    }
    for (var compression : values()) {
      if (compression != NONE && name.endsWith(compression.suffix)) {
        return compression;
      }
    }
    return NONE;
  }

  /// A file's name without the ending that tells how it is compressed, whether it is read or not.
  public static String withoutSuffix(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT);
    for (var compression : values()) {
      if (compression != NONE && name.endsWith(compression.suffix)) {
        return fileName.substring(0, fileName.length() - compression.suffix.length());
      }
    }
    for (var refused : REFUSED.keySet()) {
      if (name.endsWith(refused)) {
        return fileName.substring(0, fileName.length() - refused.length());
      }
    }
    return fileName;
  }
}
