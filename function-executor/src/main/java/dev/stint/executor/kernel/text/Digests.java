package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Digests of bytes, and bytes written as text.
public final class Digests {

  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private Digests() {}

  /// In lower-case hexadecimal. `algorithm` is a name that every JDK knows.
  public static BytesVector digest(BytesVector bytes, String algorithm) {
    var digest = messageDigest(algorithm);
    return TextRows.texts(
        new Vector[] {bytes},
        bytes.rowCount(),
        row -> {
          digest.update(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
          return LOWER.formatHex(digest.digest());
        });
  }

  /// SHA-2 of so many bits, 0 meaning 256; NULL for lengths that it does not have.
  public static BytesVector sha2(BytesVector bytes, LongVector bits) {
    return TextRows.texts(
        new Vector[] {bytes, bits},
        bytes.rowCount(),
        row -> {
          String algorithm = sha2Name(bits.values()[row]);
          if (algorithm == null) {
            return null;
          }
          var digest = messageDigest(algorithm);
          digest.update(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
          return LOWER.formatHex(digest.digest());
        });
  }

  private static @Nullable String sha2Name(long bits) {
    if (bits == 0 || bits == 256) {
      return "SHA-256";
    }
    return bits == 224 || bits == 384 || bits == 512 ? "SHA-" + bits : null;
  }

  private static MessageDigest messageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw StintException.internal("this Java has no " + algorithm, e);
    }
  }

  public static LongVector crc32(BytesVector bytes) {
    return TextRows.longs(
        new Vector[] {bytes},
        bytes.rowCount(),
        row -> {
          var crc = new CRC32();
          crc.update(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
          return crc.getValue();
        });
  }

  /// Of whole numbers or bytes, in upper case.
  public static BytesVector hex(Vector vector) {
    return TextRows.texts(
        new Vector[] {vector},
        vector.rowCount(),
        row ->
            vector instanceof LongVector longs
                ? Long.toHexString(longs.values()[row]).toUpperCase(Locale.ROOT)
                : UPPER.formatHex(slice((BytesVector) vector, row)));
  }

  /// NULL for text that is no hexadecimal. A digit is thought in front of an odd number of them.
  public static BytesVector unhex(BytesVector texts) {
    return TextRows.bytes(
        new Vector[] {texts},
        texts.rowCount(),
        row -> {
          String text = texts.string(row);
          try {
            return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
          } catch (IllegalArgumentException _) {
            return null;
          }
        });
  }

  public static BytesVector base64(BytesVector bytes) {
    return TextRows.texts(
        new Vector[] {bytes},
        bytes.rowCount(),
        row -> Base64.getEncoder().encodeToString(slice(bytes, row)));
  }

  /// @throws StintException of kind USER for text that is not base 64
  public static BytesVector unbase64(BytesVector texts) {
    return TextRows.bytes(
        new Vector[] {texts},
        texts.rowCount(),
        row -> {
          try {
            return Base64.getMimeDecoder().decode(slice(texts, row));
          } catch (IllegalArgumentException e) {
            throw StintException.user(
                "[CONVERSION_INVALID_INPUT] unbase64: '%s' is not base 64: %s"
                    .formatted(texts.string(row), e.getMessage()),
                e);
          }
        });
  }

  private static byte[] slice(BytesVector vector, int row) {
    int start = vector.starts()[row];
    return Arrays.copyOfRange(vector.data(), start, start + vector.lengths()[row]);
  }
}
