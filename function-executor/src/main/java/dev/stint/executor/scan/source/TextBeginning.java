package dev.stint.executor.scan.source;

import dev.stint.plan.failure.StintException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a file tell that is read as text in UTF-8: that it is something else
/// would show as rows of garbage.
final class TextBeginning {

  /// A kind of files that begin with `bytes`, where -1 is a control character and -2 any byte.
  private record Kind(String remedy, int... bytes) {}

  private static final String UTF_16 =
      "the text is UTF-16; give the option encoding=%s, or convert it to UTF-8";
  private static final String COMPRESSED =
      "the content is compressed with %s; give the file a name that ends in %s";
  private static final String OTHER =
      "this is %s, and no text; leave it out of the path, or convert it";

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "the text is UTF-32; give the option encoding=UTF-32, or convert it to UTF-8",
              0xff,
              0xfe,
              0,
              0),
          new Kind(UTF_16.formatted("UTF-16"), 0xff, 0xfe),
          new Kind(UTF_16.formatted("UTF-16"), 0xfe, 0xff),
          new Kind(COMPRESSED.formatted("gzip", ".gz"), 0x1f, 0x8b, 8),
          new Kind(COMPRESSED.formatted("zstd", ".zst"), 0x28, 0xb5, 0x2f, 0xfd),
          new Kind(
              COMPRESSED.formatted("bzip2", ".bz2"), 'B', 'Z', 'h', -2, 0x31, 0x41, 0x59, 0x26),
          new Kind(COMPRESSED.formatted("LZ4", ".lz4"), 4, 0x22, 0x4d, 0x18),
          new Kind(
              COMPRESSED.formatted("Snappy", ".snappy"), 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p'),
          new Kind(
              "this is a Parquet file; read it as parquet, or leave it out of the path",
              'P', 'A', 'R', '1', -1),
          new Kind(OTHER.formatted("an XZ archive"), 0xfd, '7', 'z', 'X', 'Z', 0),
          new Kind(
              OTHER.formatted("a ZIP archive, as those of Excel are"), 'P', 'K', 3, 4),
          new Kind(OTHER.formatted("an old Excel file"), 0xd0, 0xcf, 0x11, 0xe0),
          new Kind(OTHER.formatted("an ORC file"), 'O', 'R', 'C', -1),
          new Kind(OTHER.formatted("an Avro file"), 'O', 'b', 'j', 1));

  private TextBeginning() {}

  /// How many bytes the mark of UTF-8 takes at the beginning of the file, which is in `data` from
  /// `from` on.
  ///
  /// @throws StintException of kind USER when the file is no text in UTF-8
  static int markBytes(String path, byte[] data, int from, int to) {
    for (var kind : KINDS) {
      if (beginsWith(data, from, to, kind.bytes())) {
        throw StintException.user(path + ": " + kind.remedy());
      }
    }
    var order = unmarkedUtf16(data, from, to);
    if (order != null) {
      throw StintException.user(path + ": " + UTF_16.formatted(order));
    }
    return beginsWith(data, from, to, 0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  /// Every other byte of the first four characters is none, if these are of Latin script.
  private static @Nullable String unmarkedUtf16(byte[] data, int from, int to) {
    if (to - from < 8) {
      return null;
    }
    int evenZeros = 0;
    int oddZeros = 0;
    for (int i = 0; i < 8; i += 2) {
      evenZeros += data[from + i] == 0 ? 1 : 0;
      oddZeros += data[from + i + 1] == 0 ? 1 : 0;
    }
    if (evenZeros == 0 && oddZeros == 4) {
      return "UTF-16LE";
    }
    return evenZeros == 4 && oddZeros == 0 ? "UTF-16BE" : null;
  }

  private static boolean beginsWith(byte[] data, int from, int to, int... bytes) {
    if (to - from < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      int actual = data[from + i] & 0xff;
      boolean isSame =
          switch (bytes[i]) {
            case -1 -> actual < ' ' && actual != '\n' && actual != '\r' && actual != '\t';
            case -2 -> true;
            default -> actual == bytes[i];
          };
      if (!isSame) {
        return false;
      }
    }
    return true;
  }
}
