package dev.stint.config.job;

import java.util.Locale;
import java.util.regex.Pattern;

/// A number of bytes as users write it: `128MiB`, `1.5 GB`, `4096`. `KiB`, `MiB`, `GiB`, `TiB` are
/// powers of 1024, `kB`, `MB`, `GB`, `TB` powers of 1000, and a number alone counts bytes.
public record DataSize(long bytes) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)");

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a negative size: " + bytes);
    }
  }

  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /// @throws IllegalArgumentException naming the text when it is no size
  public static DataSize parse(String text) {
    var matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      double bytes = Double.parseDouble(matcher.group(1)) * unit(text, matcher.group(2));
      if (bytes < 0x1p62) {
        return new DataSize(Math.round(bytes));
      }
    }
    throw notASize(text);
  }

  private static double unit(String text, String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "", "b" -> 1;
      case "kb" -> 1e3;
      case "mb" -> 1e6;
      case "gb" -> 1e9;
      case "tb" -> 1e12;
      case "kib" -> 0x1p10;
      case "mib" -> 0x1p20;
      case "gib" -> 0x1p30;
      case "tib" -> 0x1p40;
      default -> throw notASize(text);
    };
  }

  private static IllegalArgumentException notASize(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a size; write a number and a unit, such as 128MiB or 1.5GB");
  }

  /// In the largest binary unit that divides it.
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long rest = bytes;
    int unit = 0;
    while (rest > 0 && rest % 1024 == 0 && unit < units.length - 1) {
      rest /= 1024;
      unit++;
    }
    return rest + units[unit];
  }
}
