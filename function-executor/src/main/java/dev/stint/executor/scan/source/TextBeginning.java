package dev.stint.executor.scan.source;

import dev.stint.plan.failure.StintException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a file tell that is read as text in UTF-8: that it is something else
/// would show as rows of garbage.
final class TextBeginning {

  /// A kind of files that begin with `bytes`, a character for each.
  private record Kind(String bytes, String remedy) {}

  /// No byte, but any of those that stand for no character.
  private static final char CONTROL = '\u0100';

  /// No byte, but any.
  private static final char ANY = '\u0101';

  private static final String MARK_OF_UTF_8 = "\u00ef\u00bb\u00bf";

  private static final List<Kind> KINDS =
      List.of(
          encoded("\u00ff\u00fe\0\0", "UTF-32"),
          encoded("\u00ff\u00fe", "UTF-16"),
          encoded("\u00fe\u00ff", "UTF-16"),
          compressed("\u001f\u008b\b", "gzip", ".gz"),
          compressed("(\u00b5/\u00fd", "zstd", ".zst"),
          compressed("BZh" + ANY + "1AY&SY", "bzip2", ".bz2"),
          compressed("\u0004\"M\u0018", "LZ4", ".lz4"),
          compressed("\u00ff\u0006\0\0sNaPpY", "Snappy", ".snappy"),
          new Kind(
              "PAR1" + CONTROL,
              "this is a Parquet file; read it as parquet, or leave it out of the path"),
          other("\u00fd7zXZ\0", "an XZ archive"),
          other("PK\u0003\u0004", "a ZIP archive, as those of Excel are"),
          other("\u00d0\u00cf\u0011\u00e0", "an old Excel file"),
          other("ORC" + CONTROL, "an ORC file"),
          other("Obj\u0001", "an Avro file"));

  private TextBeginning() {}

  private static Kind encoded(String bytes, String encoding) {
    return new Kind(bytes, inEncoding(encoding, encoding));
  }

  private static String inEncoding(String family, String encoding) {
    return "the text is %s; give the option encoding=%s, or convert it to UTF-8"
        .formatted(family, encoding);
  }

  private static Kind compressed(String bytes, String codec, String suffix) {
    return new Kind(
        bytes,
        "the content is compressed with %s; give the file a name that ends in %s"
            .formatted(codec, suffix));
  }

  private static Kind other(String bytes, String what) {
    return new Kind(
        bytes, "this is %s, and no text; leave it out of the path, or convert it".formatted(what));
  }

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
    var encoding = unmarkedUtf16(data, from, to);
    if (encoding != null) {
      throw StintException.user(path + ": " + inEncoding("UTF-16", encoding));
    }
    return beginsWith(data, from, to, MARK_OF_UTF_8) ? MARK_OF_UTF_8.length() : 0;
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

  private static boolean beginsWith(byte[] data, int from, int to, String bytes) {
    if (to - from < bytes.length()) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      if (!isSame(data[from + i] & 0xff, bytes.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(int actual, char expected) {
    return switch (expected) {
      case ANY -> true;
      case CONTROL -> actual < ' ' && actual != '\n' && actual != '\r' && actual != '\t';
      default -> actual == expected;
    };
  }
}
